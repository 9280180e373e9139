import { AppError, silentLogger } from '@homarus/base';
import type { Logger } from '@homarus/base';
import type { ErrorBody } from '@homarus/protocol';

import type { Config } from '../config/config.ts';
import type { Texts } from '../texts/index.ts';
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

/** Where the memory API is and how it is reached. */
export interface MemoryEndpoint {
  readonly url: string;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly apiKey?: string;
}

export interface MemoryEndpointOptions {
  /** Of a memory in this process. Default: nothing is logged. */
  readonly log?: Logger;
  /** Whether a memory in this process learns and embeds by itself. Default: jobs wait. */
  readonly isWorking?: boolean;
}

/** The commands' way to {@link openMemoryEndpoint}. */
export async function openMemoryClient(config: Config, texts: Texts): Promise<MemoryClient> {
  await using stack = new AsyncDisposableStack();
  const endpoint = await openMemoryEndpoint(config, stack);
  const owned = stack.move();
  return {
    call: (method, path, body) => call(endpoint, texts, { method, path, body }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/**
 * Speaks to the service that runs on this home, with the configured key; without one to a service in
 * this process, over the database itself: whoever may write the file is root. `stack` closes it.
 */
export async function openMemoryEndpoint(
  config: Config,
  stack: AsyncDisposableStack,
  options: MemoryEndpointOptions = {},
): Promise<MemoryEndpoint> {
  const running = await findMemory(config);
  if (running === undefined) return openOwn(config, stack, options);
  const { secret } = config.memory;
  const key = secret === undefined ? {} : { apiKey: secret };
  return { url: running.url, fetch: (request) => fetch(request), ...key };
}

async function openOwn(
  config: Config,
  stack: AsyncDisposableStack,
  { log = silentLogger, isWorking = false }: MemoryEndpointOptions,
): Promise<MemoryEndpoint> {
  makeStateFolders(config.home, config.memory.dataDir);
  const { composeCore, composeService } = await import('../compose.ts');
  const options = { config: { ...config, memory: { ...config.memory, secret: undefined } }, log };
  const core = stack.use(await composeCore(options));
  const service = await composeService('memory', core, options);
  if (isWorking) core.memory.start();
  const host = '127.0.0.1';
  const send: MemoryEndpoint['fetch'] = async (request) => {
    const headers = new Headers(request.headers);
    headers.set('host', host);
    return service.fetch(new Request(request, { headers }));
  };
  return { fetch: send, url: `http://${host}` };
}

async function call<T extends object>(
  { fetch: send, url, apiKey }: MemoryEndpoint,
  texts: Texts,
  asked: { readonly method: string; readonly path: string; readonly body: object | undefined },
): Promise<T> {
  const { method, path, body } = asked;
  const response = await send(
    new Request(`${url}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const answer = (await response.json()) as T | ErrorBody;
  if (!('error' in answer)) return answer;
  const { code, message } = answer.error;
  const advice = code === 'unauthorized' ? ` ${texts.admin.needsKey}` : '';
  throw new AppError(code, `${message}${advice}`);
}
