import type { ChangeBasis, MemoryChange, Scope } from '@homarus/memory';
import { sql } from 'kysely';

import type { Db } from '../tables/schema.ts';
import { inScope, listOf, onlyInScope } from './in-scope.ts';

/** What is stored now, as far as the change builds on it. */
export interface StoredBasis extends ChangeBasis {
  readonly isKnownTurn: boolean;
  readonly lastSeq: number;
}

export async function readBasis(db: Db, scope: Scope, change: MemoryChange): Promise<StoredBasis> {
  const [places, cursors, revisions, unclaimed] = await Promise.all([
    readPlaces(db, scope, change.turnId),
    change.cursors?.length ? readCursors(db, scope) : {},
    readRevisions(db, scope, change),
    readUnclaimed(db, scope, change.claimedKeys ?? []),
  ]);
  return { ...places, cursors, revisions, unclaimed };
}

type Places = Omit<StoredBasis, 'cursors' | 'revisions' | 'unclaimed'>;

async function readPlaces(db: Db, scope: Scope, turnId: string | undefined): Promise<Places> {
  const session = inScope(scope, 'session');
  const { rows } = await sql<Readonly<Record<string, number | null>>>`select
    (select last_seq from partition where ${inScope(scope, 'partition')}) as last_seq,
    (select memory_version from partition where ${inScope(scope, 'partition')}) as memory_version,
    (select max(position) from message where ${session}) as last_position,
    (select max(number) from session_archive where ${session}) as archive_number,
    (select count(*) from turn where ${session} and turn_id = ${turnId ?? null}) as known_turns
  `.execute(db);
  const row = rows[0];
  return {
    isKnownTurn: row?.['known_turns'] === 1,
    lastSeq: row?.['last_seq'] ?? 0,
    memoryVersion: row?.['memory_version'] ?? 0,
    nextPosition: (row?.['last_position'] ?? -1) + 1,
    archiveNumber: row?.['archive_number'] ?? 0,
  };
}

/** How far each of the session's readers has come, by name. */
export async function readCursors(db: Db, scope: Scope): Promise<Readonly<Record<string, number>>> {
  const rows = await db
    .selectFrom('session_cursor')
    .select(['name', 'position'])
    .where(inScope(scope, 'session'))
    .execute();
  return Object.fromEntries(rows.map(({ name, position }) => [name, position]));
}

async function readRevisions(
  db: Db,
  scope: Scope,
  { memories = [] }: MemoryChange,
): Promise<ReadonlyMap<string, number>> {
  if (memories.length === 0) return new Map();
  const rows = await db
    .selectFrom('memory')
    .select(['id', 'revision'])
    .where(
      'id',
      'in',
      listOf(
        db,
        memories.map(({ record }) => record.id),
      ),
    )
    .where(onlyInScope(db, scope, 'memory'))
    .execute();
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}

async function readUnclaimed(
  db: Db,
  scope: Scope,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db
    .selectFrom('message')
    .select('key')
    .where('key', 'in', listOf(db, keys))
    .where('turn_id', 'is', null)
    .where(onlyInScope(db, scope, 'session'))
    .execute();
  return new Set(rows.map(({ key }) => key));
}
