import { AppError, silentLogger } from '@homarus/base';
import type { ErrorBody } from '@homarus/protocol';

import type { Config } from '../config/config.ts';
import type { Texts } from '../texts/index.ts';
import type { Fetch } from './listen.ts';
import { findMemory } from './find-memory.ts';
import { makeStateFolders } from './state-folder.ts';

/** The memory API as commands call it. */
export interface MemoryClient extends AsyncDisposable {
  /**
   * Resolves with the body of the answer; rejects with what a refusal says. `path` begins below
   * `/api/v1`.
   */
  call<T extends object>(method: string, path: string, body?: object): Promise<T>;
}

interface Endpoint {
  readonly fetch: Fetch;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Speaks to the service that runs on this home, with the configured key; without one to a service in
 * this process, over the database itself: whoever may write the file is root.
 */
export async function openMemoryClient(config: Config, texts: Texts): Promise<MemoryClient> {
  const running = await findMemory(config);
  await using stack = new AsyncDisposableStack();
  const endpoint =
    running === undefined ? await openOwn(config, stack) : endpointOf(running.url, config);
  const owned = stack.move();
  return {
    call: (method, path, body) => call(endpoint, texts, { method, path, body }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function endpointOf(url: string, { memory: { secret } }: Config): Endpoint {
  const headers: Endpoint['headers'] =
    secret === undefined ? {} : { authorization: `Bearer ${secret}` };
  return { fetch: (request) => fetch(request), url, headers };
}

async function openOwn(config: Config, stack: AsyncDisposableStack): Promise<Endpoint> {
  makeStateFolders(config.home, config.memory.dataDir);
  const { composeCore, composeService } = await import('../compose.ts');
  const options = {
    config: { ...config, memory: { ...config.memory, secret: undefined } },
    log: silentLogger,
  };
  const core = stack.use(await composeCore(options));
  const service = await composeService('memory', core, options);
  const host = '127.0.0.1';
  return { fetch: service.fetch, url: `http://${host}`, headers: { host } };
}

async function call<T extends object>(
  { fetch: send, url, headers }: Endpoint,
  texts: Texts,
  asked: { readonly method: string; readonly path: string; readonly body: object | undefined },
): Promise<T> {
  const { method, path, body } = asked;
  const response = await send(
    new Request(`${url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const answer = (await response.json()) as T | ErrorBody;
  if (!('error' in answer)) return answer;
  const { code, message } = answer.error;
  const advice = code === 'unauthorized' ? ` ${texts.admin.needsKey}` : '';
  throw new AppError(code, `${message}${advice}`);
}
