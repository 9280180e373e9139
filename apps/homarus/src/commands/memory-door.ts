import { AppError, silentLogger } from '@homarus/base';

import type { CommandContext } from '../cli/context.ts';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/config.ts';
import { findMemory } from '../process/find-memory.ts';
import { makeStateFolders } from '../process/state-folder.ts';

/** The memory API, wherever it is: in the running service, or over the database itself. */
export interface MemoryDoor extends AsyncDisposable {
  readonly config: Config;
  /** POSTs JSON, or a stream of text, to a path below `/api/v1`; fails with the service's own words. */
  post(path: string, body: object | ReadableStream<Uint8Array>): Promise<Response>;
}

export async function openMemoryDoor(
  context: CommandContext,
  home: string | undefined,
): Promise<MemoryDoor> {
  const config = await loadConfig({ env: context.env, overrides: { home } });
  const running = await findMemory(config);
  await using stack = new AsyncDisposableStack();
  const service = running === undefined ? stack.use(await openDatabaseDoor(config)) : undefined;
  const url = running?.url ?? 'http://127.0.0.1';
  const send = service?.fetch ?? ((request: Request) => fetch(request));
  const owned = stack.move();
  return {
    config,
    post: async (path, body) => {
      const answer = await send(toRequest(`${url}/api/v1${path}`, body, config.memory.secret));
      if (answer.ok) return answer;
      const reason = await reasonOf(answer);
      throw new AppError('unavailable', reason ?? context.texts.care.refused(url, answer.status));
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

interface DatabaseDoor extends AsyncDisposable {
  readonly fetch: (request: Request) => Response | Promise<Response>;
}

async function openDatabaseDoor(config: Config): Promise<DatabaseDoor> {
  makeStateFolders(config.home, config.memory.dataDir);
  const { composeCore, composeService } = await import('../compose.ts');
  const core = await composeCore({ config, log: silentLogger });
  const service = await composeService('memory', core, { config, log: silentLogger });
  return { fetch: service.fetch, [Symbol.asyncDispose]: () => core[Symbol.asyncDispose]() };
}

function toRequest(
  url: string,
  body: object | ReadableStream<Uint8Array>,
  secret: string | undefined,
): Request {
  const isStream = body instanceof ReadableStream;
  const init = {
    method: 'POST',
    headers: {
      host: new URL(url).host,
      'content-type': isStream ? 'application/x-ndjson' : 'application/json',
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    },
    body: isStream ? body : JSON.stringify(body),
    // Needed for a stream: the answer comes when all of it was sent.
    duplex: 'half' as const,
  };
  return new Request(url, init);
}

async function reasonOf(answer: Response): Promise<string | undefined> {
  try {
    const { error } = (await answer.json()) as { readonly error?: { readonly message?: unknown } };
    return typeof error?.message === 'string' ? error.message : undefined;
  } catch {
    return undefined;
  }
}
