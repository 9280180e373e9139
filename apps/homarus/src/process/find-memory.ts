import type { Config } from '../config/config.ts';
import { findRunning } from './running.ts';

/** The memory service that is configured, else the one that runs on this home; undefined without any. */
export async function findMemory({
  home,
  memory,
}: Config): Promise<{ readonly url: string } | undefined> {
  return memory.remote ?? (await findRunning(home, 'memory'));
}
