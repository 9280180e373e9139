import { AppError } from '@homarus/base';

/**
 * What keeps a server without keys to the programs of its own machine: the Host header must be a
 * loopback name (another site's name may resolve to 127.0.0.1, "DNS rebinding"), and an Origin, which
 * browsers send with what a page posts, must be the server's own. Throws `forbidden`.
 */
export function refuseForeignPages(headers: Headers): void {
  const host = headers.get('host') ?? '';
  if (!isLoopbackHost(host)) {
    throw new AppError(
      'forbidden',
      `Without keys this server answers to loopback names only, not to Host "${host}". Call it as http://127.0.0.1:<port>, or give it keys.`,
    );
  }
  const origin = headers.get('origin');
  if (origin !== null && !isOwnOrigin(origin, host)) {
    throw new AppError(
      'forbidden',
      `Without keys this server does not answer pages of other origins ("${origin}").`,
    );
  }
}

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const loopbackName = new RegExp(
  String.raw`^(?:(?:[a-z0-9_-]+\.)*localhost|127(?:\.${octet}){3}|\[::1\])$`,
  'iu',
);

/** True for `localhost`, `*.localhost`, 127.0.0.0/8 and `[::1]`, each with or without a port. */
export function isLoopbackHost(host: string): boolean {
  const match = /^(.+?)(?::(\d{1,5}))?$/u.exec(host);
  const [, name = '', port = '80'] = match ?? [];
  return loopbackName.test(name) && Number(port) >= 1 && Number(port) <= 65_535;
}

function isOwnOrigin(origin: string, host: string): boolean {
  const scheme = /^https?:\/\//iu.exec(origin)?.[0];
  // Parsed on both sides, so that case and a default port do not matter.
  return scheme !== undefined && URL.parse(origin)?.origin === URL.parse(scheme + host)?.origin;
}
