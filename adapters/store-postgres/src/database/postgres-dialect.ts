import type { SqlAdapter } from '@homarus/store-sql';
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Dialect, Driver } from 'kysely';

import type { PostgresPool } from '../connection/pool.ts';
import type { Flavour } from './flavour.ts';
import { fragmentsByFlavour } from './fragments.ts';
import { OpenGaussQueryCompiler } from './opengauss-compiler.ts';
import { createDriver } from './postgres-driver.ts';
import type { Reach } from './reach.ts';

export interface PostgresDialectOptions {
  readonly pool: PostgresPool;
  readonly flavour: Flavour;
  /** The rows that exist for its statements. */
  readonly reach: Reach;
}

/** Kysely over a pool that others share; destroying it leaves the pool open. */
export function postgresDialect(options: PostgresDialectOptions): Dialect {
  return kyselyDialect(options.flavour, createDriver(options));
}

/** Kysely with the SQL of the flavour, over any driver. */
export function kyselyDialect(flavour: Flavour, driver: Driver): Dialect {
  return {
    createDriver: () => driver,
    createQueryCompiler: () =>
      flavour === 'opengauss' ? new OpenGaussQueryCompiler() : new PostgresQueryCompiler(),
    createAdapter: (): SqlAdapter =>
      Object.assign(new PostgresAdapter(), { fragments: fragmentsByFlavour[flavour] }),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
}
