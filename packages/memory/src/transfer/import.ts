import { AppError, assertNever, throwIfAborted } from '@homarus/base';
import * as v from 'valibot';

import type { MaintenanceTarget } from '../maintenance/maintenance.ts';
import type { SessionScope } from '../scope.ts';
import { accountOf, adopted } from './adopt.ts';
import { ContentLine, formatName, formatVersion, HeaderLine } from './format.ts';
import type { LineOf } from './format.ts';
import {
  importArchive,
  importMemory,
  importMessages,
  importSession,
  importTombstone,
} from './import-rows.ts';
import type { ImportRowsDeps, Taken } from './import-rows.ts';
import type { ImportOptions, ImportReport, RejectedLine } from './transfer.ts';

const batchSize = 200;
const maxReasons = 100;

export interface ImportDeps extends Omit<ImportRowsDeps, 'isDryRun'> {
  /** Has the session learned from; called at the end, when everything is there. */
  readonly learnFrom: (scope: SessionScope) => Promise<void>;
}

export async function importLines(
  deps: ImportDeps,
  target: MaintenanceTarget,
  { lines, ...options }: ImportOptions & { readonly lines: AsyncIterable<string> },
): Promise<ImportReport> {
  throwIfAborted(options.signal);
  const importer = new Importer({ ...deps, isDryRun: options.dryRun === true }, target, options);
  for await (const line of lines) {
    throwIfAborted(options.signal);
    await importer.take(line);
  }
  return importer.finish();
}

class Importer {
  readonly #deps: ImportDeps & ImportRowsDeps;
  readonly #target: MaintenanceTarget;
  readonly #options: ImportOptions;
  readonly #added = { message: 0, session: 0, archive: 0, memory: 0, tombstone: 0 };
  readonly #rejectedLines: RejectedLine[] = [];
  readonly #touched = new Map<string, SessionScope>();
  #rejected = 0;
  #duplicates = 0;
  #line = 0;
  #hasHeader = false;
  #isComplete = false;
  #batch: { readonly line: number; readonly read: LineOf<'message'> }[] = [];

  constructor(
    deps: ImportDeps & ImportRowsDeps,
    target: MaintenanceTarget,
    options: ImportOptions,
  ) {
    this.#deps = deps;
    this.#target = target;
    this.#options = options;
  }

  async take(text: string): Promise<void> {
    this.#line += 1;
    if (text.trim() === '') return;
    const value = parseJsonLine(text);
    if (!this.#hasHeader) {
      this.#takeHeader(value);
      return;
    }
    const read = v.safeParse(ContentLine, value, { abortEarly: true });
    if (read.success) await this.#takeContent(read.output);
    else this.#reject(this.#line, problemOf(read.issues[0]));
  }

  async finish(): Promise<ImportReport> {
    if (!this.#hasHeader) throw noExport();
    await this.#flush();
    for (const scope of this.#touched.values()) await this.#deps.learnFrom(scope);
    const { message, memory, archive, tombstone } = this.#added;
    return {
      messages: message,
      memories: memory,
      archives: archive,
      tombstones: tombstone,
      duplicates: this.#duplicates,
      rejected: this.#rejected,
      rejectedLines: this.#rejectedLines,
      isComplete: this.#isComplete,
    };
  }

  #takeHeader(value: unknown): void {
    const header = v.safeParse(HeaderLine, value);
    if (!header.success) throw noExport();
    const { accountId } = header.output;
    const isForeign = accountId !== undefined && accountId !== this.#target.accountId;
    if (isForeign && this.#target.accountId !== undefined && this.#options.adopt !== true) {
      throw new AppError(
        'invalid_request',
        `The export is of account ${JSON.stringify(accountId)}; to take it into ${JSON.stringify(this.#target.accountId)}, ask for it with "adopt".`,
        { details: { path: 'adopt', accountId } },
      );
    }
    this.#hasHeader = true;
  }

  async #takeContent(given: ContentLine): Promise<void> {
    const account = this.#target.accountId;
    const isForeign = account !== undefined && (accountOf(given) ?? account) !== account;
    if (isForeign && this.#options.adopt !== true) {
      this.#reject(this.#line, `It is of account ${JSON.stringify(accountOf(given))}.`);
      return;
    }
    const read = isForeign ? adopted(given, account) : given;
    if (read.type === 'message') {
      await this.#collect(read);
      return;
    }
    await this.#flush();
    if (read.type === 'end') this.#isComplete = true;
    else this.#count(read.type, this.#line, await takeRow(this.#deps, read));
  }

  async #collect(read: LineOf<'message'>): Promise<void> {
    const first = this.#batch[0]?.read.message;
    const isFull = this.#batch.length >= batchSize;
    if (isFull || (first !== undefined && keyOf(first) !== keyOf(read.message))) {
      await this.#flush();
    }
    this.#batch.push({ line: this.#line, read });
  }

  async #flush(): Promise<void> {
    const batch = this.#batch;
    const first = batch[0]?.read.message;
    if (first === undefined) return;
    this.#batch = [];
    const { accountId, userId, agentId, sessionId } = first;
    const scope = { accountId, userId, agentId, sessionId };
    const taken = await importMessages(
      this.#deps,
      scope,
      batch.map(({ read }) => read),
    );
    for (const [index, { line }] of batch.entries()) {
      this.#count('message', line, taken[index] ?? 'duplicate');
    }
    const isNew = taken.includes('added') && !this.#deps.isDryRun;
    if (isNew) this.#touched.set(keyOf(first), scope);
  }

  #count(type: Exclude<ContentLine['type'], 'end'>, line: number, taken: Taken): void {
    if (taken === 'added') this.#added[type] += 1;
    else if (taken === 'duplicate') this.#duplicates += 1;
    else this.#reject(line, taken.reason);
  }

  #reject(line: number, reason: string): void {
    this.#rejected += 1;
    if (this.#rejectedLines.length < maxReasons) this.#rejectedLines.push({ line, reason });
  }
}

async function takeRow(
  deps: ImportRowsDeps,
  read: Exclude<ContentLine, { type: 'message' | 'end' }>,
): Promise<Taken> {
  switch (read.type) {
    case 'memory':
      return importMemory(deps, read);
    case 'archive':
      return importArchive(deps, read);
    case 'session':
      return importSession(deps, read);
    case 'tombstone':
      return importTombstone(deps, read);
    default:
      return assertNever(read);
  }
}

function keyOf(scope: SessionScope): string {
  const { accountId, userId, agentId, sessionId } = scope;
  return JSON.stringify([accountId, userId, agentId, sessionId]);
}

function parseJsonLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? 'It is no line of an export.' : `${path}: ${issue.message}`;
}

function noExport(): AppError {
  return new AppError(
    'invalid_request',
    `The first line is no header of an export: expected format "${formatName}", version ${formatVersion}.`,
  );
}
