import { after, test } from 'node:test';

import { silentLogger, systemClock } from '@homarus/base';

import { openPool } from './open-pool.ts';
import { emptyTables } from './testing/empty-tables.ts';
import { createPglitePool } from './testing/pglite-pool.ts';
import { runStoreConformance } from './testing/run-conformance.ts';

const pool = await createPglitePool();
after(() => pool.end());
/** Closing the stores leaves the one PostgreSQL of this file running. */
const lent = { ...pool, end: () => Promise.resolve() };

runStoreConformance({
  create: async () => {
    const stores = await openPool(lent, {
      flavour: 'postgresql',
      log: silentLogger,
      clock: systemClock,
    });
    await pool.run(emptyTables);
    return stores;
  },
  test,
});
