import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';

import { AppError, isAppError } from '@homarus/base';

/** How addresses are found and judged; the defaults are the system's resolver and the open internet. */
export interface NetworkGuard {
  readonly resolve: (host: string) => Promise<readonly LookupAddress[]>;
  /** Whether an IP address may be connected to. */
  readonly isAllowed: (address: string) => boolean;
}

export function systemResolve(host: string): Promise<readonly LookupAddress[]> {
  return lookup(host, { all: true });
}

/** An answer whose body has not been read. Its socket is open until `body` ends or is destroyed. */
export interface GuardedResponse {
  readonly status: number;
  readonly headers: Readonly<IncomingMessage['headers']>;
  readonly body: IncomingMessage;
}

const userAgent = 'Homarus/1 (+personal assistant)';

/**
 * Asks for one page, without following redirects. The name is resolved once, every address is judged,
 * and the socket goes to an address that was judged: a name that is bound anew meanwhile changes
 * nothing. Rejects with `forbidden` for an address that is not allowed, `unavailable` when the host
 * cannot be reached.
 */
export async function guardedGet(
  url: URL,
  guard: NetworkGuard,
  signal: AbortSignal,
): Promise<GuardedResponse> {
  const host = url.hostname.replace(/^\[(.*)\]$/u, '$1');
  const addresses = await judged(host, guard);
  // The host is an address, or this lookup answers: nothing else is ever asked for where it is.
  const lookupJudged: LookupFunction = (_host, options, callback) => {
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4);
  };
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = start(url, {
      lookup: lookupJudged,
      signal,
      agent: false,
      headers: {
        'user-agent': userAgent,
        accept: 'text/html, text/*;q=0.9, application/json;q=0.9, */*;q=0.1',
        'accept-encoding': 'gzip, deflate, br',
      },
    });
    request.once('response', (body) => {
      resolve({ status: body.statusCode ?? 0, headers: body.headers, body });
    });
    request.once('error', (error) => reject(signal.aborted ? error : unreachable(host, error)));
    request.end();
  });
}

async function judged(host: string, guard: NetworkGuard): Promise<readonly LookupAddress[]> {
  const family = isIP(host);
  const found = family === 0 ? await resolved(host, guard) : [{ address: host, family }];
  if (found.length > 0 && found.every(({ address }) => guard.isAllowed(address))) return found;
  throw new AppError(
    'forbidden',
    `url: ${host} is not a host of the open internet; private and local addresses are not fetched.`,
    { details: { path: 'url' } },
  );
}

async function resolved(host: string, guard: NetworkGuard): Promise<readonly LookupAddress[]> {
  try {
    return await guard.resolve(host);
  } catch (error) {
    throw unreachable(host, error);
  }
}

function unreachable(host: string, cause: unknown): AppError {
  if (isAppError(cause)) return cause;
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new AppError('unavailable', `url: ${host} cannot be reached${code}.`, { cause });
}
