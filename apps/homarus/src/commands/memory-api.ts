import type { CommandContext } from '../cli/context.ts';
import { loadConfig } from '../config/load.ts';
import { openMemoryClient } from '../process/memory-client.ts';

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

/** Hands `work` the memory API, that of the running service or else one over the database itself, and the time zone of its days. */
export async function withMemoryApi<T>(
  context: CommandContext,
  flags: MemoryFlags,
  work: (call: MemoryCall, timeZone: string) => Promise<T>,
): Promise<T> {
  const config = await loadConfig({ env: context.env, overrides: { home: flags.home } });
  const scope = { ...config.identity, userId: flags.user ?? config.identity.userId };
  await using client = await openMemoryClient(config, context.texts);
  const call: MemoryCall = (method, path, fields = {}) => {
    const all = { ...scope, ...fields };
    return method === 'GET' || method === 'DELETE'
      ? client.call(method, `/${path}?${toQuery(all)}`)
      : client.call(method, `/${path}`, all);
  };
  return await work(call, config.timeZone);
}

function toQuery(fields: Fields): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}
