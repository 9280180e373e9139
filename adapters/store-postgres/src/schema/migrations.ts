import type { Flavour } from '../database/flavour.ts';
import { adminTables } from './admin-tables.ts';
import { agentTables } from './agent-tables.ts';
import { cronTables } from './cron-tables.ts';
import { deviceTables } from './device-tables.ts';
import { erasureTable } from './erasure-table.ts';
import { memoriesByAttribute, memoryTables, searchOrder } from './memory-tables.ts';
import { mirrorTables } from './mirror-tables.ts';
import { pendingInputTable } from './pending-input-table.ts';
import { rowSecurity } from './row-security.ts';
import { sessionTables } from './session-tables.ts';
import { vectorTables } from './vector-tables.ts';

/** One step of the schema. What has been released is never changed: a change is a new step. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** All steps, in order; the version of a step is its place, counted from 1. */
export function migrationsOf(flavour: Flavour): readonly Migration[] {
  const tables = [
    memoryTables,
    searchOrder(flavour),
    sessionTables,
    deviceTables,
    adminTables,
    vectorTables,
  ];
  return [
    { version: 1, name: 'tables', sql: extensionOf[flavour] + tables.join('\n') },
    { version: 2, name: 'row-level security', sql: securityOf[flavour] },
    { version: 3, name: 'mirror', sql: mirrorTables(flavour) },
    { version: 4, name: 'agents', sql: agentTables(flavour) },
    { version: 5, name: 'pending inputs', sql: pendingInputTable(flavour) },
    { version: 6, name: 'cron', sql: cronTables(flavour) },
    { version: 7, name: 'memories by attribute', sql: memoriesByAttribute },
    { version: 8, name: 'erasures', sql: erasureTable(flavour) },
  ];
}

/** openGauss has its vector type built in. */
const extensionOf: Readonly<Record<Flavour, string>> = {
  postgresql: 'create extension if not exists vector;\n',
  opengauss: '',
};

/** openGauss has no settings of our own that its policies could read. */
const securityOf: Readonly<Record<Flavour, string>> = {
  postgresql: rowSecurity,
  opengauss: 'select 1;',
};
