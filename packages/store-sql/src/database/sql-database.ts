import type { Clock } from '@homarus/base';

import type { Db } from '../tables/schema.ts';
import type { Relaxed } from './relaxed.ts';

/** An open database whose schema is up to date. */
export interface SqlDatabase {
  readonly db: Db;
  readonly relaxed: Relaxed;
  readonly clock: Clock;
  /** The database's own check of its files; empty when they are sound. */
  readonly findDamage: () => Promise<readonly string[]>;
}
