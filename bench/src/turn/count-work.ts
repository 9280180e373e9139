import { channel } from 'node:diagnostics_channel';

/** What this process did: figures that do not depend on what else the machine does. */
export interface Work {
  readonly statements: number;
  readonly commits: number;
  /** Waits for the disk. */
  readonly syncs: number;
  /** Of all threads, in milliseconds. */
  readonly cpuMs: number;
}

/** Counts what is done while `run` runs; `syncs` says how many there were so far. */
export async function countWork(run: () => Promise<void>, syncs: () => number): Promise<Work> {
  let statements = 0;
  let commits = 0;
  const count = (message: unknown): void => {
    statements += 1;
    if ((message as { readonly sql: string }).sql === 'commit') commits += 1;
  };
  const queries = channel('sqlite.db.query');
  queries.subscribe(count);
  const syncsBefore = syncs();
  const cpuBefore = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(cpuBefore);
  queries.unsubscribe(count);
  return { statements, commits, syncs: syncs() - syncsBefore, cpuMs: (user + system) / 1000 };
}
