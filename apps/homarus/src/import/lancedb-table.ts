import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { AppError } from '@homarus/base';
import type { ImportItem } from '@homarus/memory';
import { isObject, tableRowItem } from '@homarus/memory/portability';

const moduleName = '@lancedb/lancedb';
const tableName = 'memories';
/** Not the vectors: they are of another model than ours. */
const columns = ['text', 'importance', 'category', 'createdAt'];

/** What of the LanceDB module is used; it is installed only by who needs it. */
interface LancedbModule {
  connect(folder: string): Promise<{
    tableNames(): Promise<readonly string[]>;
    openTable(name: string): Promise<{
      query(): { select(columns: readonly string[]): AsyncIterable<Iterable<unknown>> };
    }>;
  }>;
}

export interface LancedbOptions {
  /** Where the module is looked for beside our own folder. */
  readonly moduleFolder: string;
  /** What the person is told where it is not installed, or where there is no table. */
  readonly missingModule: string;
  readonly missingTable: string;
}

/**
 * Opens the table of OpenClaw's plugin `memory-lancedb`, read only. `place`: the database, or an
 * OpenClaw home with one. `unsupported` without the module, `not_found` without the table; a schema
 * without these columns fails as LanceDB says.
 */
export async function openMemoryTable(
  place: string,
  options: LancedbOptions,
): Promise<AsyncIterable<ImportItem>> {
  const folder = [place, path.join(place, 'memory', 'lancedb')].find((candidate) =>
    existsSync(path.join(candidate, `${tableName}.lance`)),
  );
  if (folder === undefined) throw new AppError('not_found', options.missingTable);
  const { connect } = await loadModule(options);
  const database = await connect(folder);
  const table = await database.openTable(tableName);
  return readRows(table.query().select(columns));
}

async function* readRows(
  batches: AsyncIterable<Iterable<unknown>>,
): AsyncGenerator<ImportItem, void, undefined> {
  let line = 0;
  for await (const batch of batches) {
    for (const row of batch) {
      line += 1;
      yield tableRowItem(toPlain(row), line);
    }
  }
}

/** A row of Arrow is a view that says its fields only when asked. */
function toPlain(row: unknown): unknown {
  const toJson = isObject(row) ? row['toJSON'] : undefined;
  return typeof toJson === 'function' ? toJson.call(row) : row;
}

async function loadModule({ moduleFolder, missingModule }: LancedbOptions): Promise<LancedbModule> {
  for (const base of [import.meta.filename, path.join(moduleFolder, 'package.json')]) {
    const file = resolveFrom(base);
    if (file !== undefined) return toModule(await import(pathToFileURL(file).href), missingModule);
  }
  throw new AppError('unsupported', missingModule);
}

function resolveFrom(base: string): string | undefined {
  try {
    return createRequire(base).resolve(moduleName);
  } catch {
    return undefined;
  }
}

function toModule(loaded: unknown, missingModule: string): LancedbModule {
  if (!isLancedb(loaded)) throw new AppError('unsupported', missingModule);
  return loaded;
}

function isLancedb(loaded: unknown): loaded is LancedbModule {
  return typeof loaded === 'object' && loaded !== null && 'connect' in loaded;
}
