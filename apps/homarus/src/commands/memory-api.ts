import { AppError, errorCodes, silentLogger } from '@homarus/base';

import type { CommandContext } from '../cli/context.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import type { Fetch } from '../process/listen.ts';
import { findRunning } from '../process/running.ts';
import { makeStateFolders } from '../process/state-folder.ts';

/** What every command that asks the memory takes. */
export interface MemoryFlags {
  readonly home?: string;
  readonly user?: string;
  readonly json?: true;
}

type Fields = Readonly<Record<string, unknown>>;

/** One call of the memory API, with the scope of the command filled in; throws what it refuses. The answer is what the
 * protocol says of the path. */
export type MemoryCall = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  fields?: Fields,
) => Promise<unknown>;

/** Hands `work` the memory API: that of the running service, else one over the database itself. */
export async function withMemoryApi<T>(
  context: CommandContext,
  flags: MemoryFlags,
  work: (call: MemoryCall) => Promise<T>,
): Promise<T> {
  const config = await loadConfig({ env: context.env, overrides: { home: flags.home } });
  const scope = { ...config.identity, userId: flags.user ?? config.identity.userId };
  const running = await findRunning(config.home, 'memory');
  if (running !== undefined) {
    return work(callOver({ url: running.url, send: (request) => fetch(request), config, scope }));
  }
  makeStateFolders(config.home, config.memory.dataDir);
  const { composeCore, composeService } = await import('../compose.ts');
  const options = { config, log: silentLogger };
  await using core = await composeCore(options);
  const service = await composeService('memory', core, options);
  return await work(callOver({ url: 'http://127.0.0.1', send: service.fetch, config, scope }));
}

interface Line {
  readonly url: string;
  readonly send: Fetch;
  readonly config: Config;
  readonly scope: Fields;
}

function callOver({ url, send, config, scope }: Line): MemoryCall {
  const { secret } = config.memory;
  return async (method, path, fields = {}) => {
    const isQuery = method === 'GET' || method === 'DELETE';
    const all = { ...scope, ...fields };
    const query = isQuery ? `?${toQuery(all)}` : '';
    const response = await send(
      new Request(`${url}/api/v1/${path}${query}`, {
        method,
        headers: {
          host: new URL(url).host,
          'content-type': 'application/json',
          ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
        },
        ...(isQuery ? {} : { body: JSON.stringify(all) }),
      }),
    );
    const answer = (await response.json()) as Fields;
    if (!response.ok) throw toError(answer);
    return answer;
  };
}

function toQuery(fields: Fields): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

function toError(answer: Fields): AppError {
  const { code, message } = (answer['error'] ?? {}) as {
    readonly code?: string;
    readonly message?: string;
  };
  const known = errorCodes.find((name) => name === code) ?? 'unavailable';
  return new AppError(known, message ?? 'The memory gave no readable answer.');
}
