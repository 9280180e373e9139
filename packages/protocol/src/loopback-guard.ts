import { AppError } from '@homarus/base';

/**
 * The guard of a door without secrets: the Host header must be a name of this very machine (a page
 * that got its name rebound to 127.0.0.1 still sends its own), and an Origin, when there is one, must
 * be the page that this door itself served. Throws `forbidden`.
 */
export function checkLoopbackCaller(headers: Headers): void {
  const host = headers.get('host');
  if (host === null || !isLoopbackHost(host)) {
    throw new AppError(
      'forbidden',
      `The host '${host ?? ''}' is not a loopback name. Without a secret only localhost, *.localhost, 127.0.0.0/8 and [::1] are answered; set a token or key to be reached by other names.`,
    );
  }
  const origin = headers.get('origin');
  if (origin !== null && !isOwnOrigin(origin, host)) {
    throw new AppError(
      'forbidden',
      `Requests of the page ${origin} are refused: without a secret only this server's own page may call it.`,
    );
  }
}

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const loopbackName = new RegExp(
  String.raw`^(?:(?:[a-z0-9](?:[a-z0-9-]{0,62})\.)*localhost|127(?:\.${octet}){3}|\[::1\])$`,
  'iu',
);

/** Whether a Host header, with or without a port, names the loopback interface. */
export function isLoopbackHost(host: string): boolean {
  const match = /^(\[[^\]]*\]|[^:[\]]+)(?::(\d{1,5}))?$/u.exec(host);
  if (match === null) return false;
  const [, name = '', port] = match;
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return false;
  return loopbackName.test(name);
}

/** Whether a page with this Origin came from the very host that it now calls. */
export function isOwnOrigin(origin: string, host: string): boolean {
  const url = URL.parse(origin);
  if (url === null || !/^https?:$/u.test(url.protocol)) return false;
  // Parsed with the same scheme, so that a default port is left out on both sides.
  return url.host === URL.parse(`${url.protocol}//${host}`)?.host;
}
