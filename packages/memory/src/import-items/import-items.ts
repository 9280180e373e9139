import { hasCode, throwIfAborted } from '@homarus/base';

import { MemoryDraft } from '../learn/draft.ts';
import type { RememberDeps } from '../learn/remember.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import { personKeyOf, sessionKeyOf } from '../scope-key.ts';
import type { Scope, SessionScope } from '../scope.ts';
import { importConversation } from './import-conversation.ts';
import { importStatements } from './import-statements.ts';
import type { ImportItem, MessageItem, StatementItem } from './item.ts';
import { ReportBuilder } from './report.ts';
import type { ItemResult, ItemsReport } from './report.ts';

const batchSize = 100;

export interface ImportItemsOptions {
  readonly signal?: AbortSignal | undefined;
  /** Say what would be done, and write nothing. Default false. */
  readonly dryRun?: boolean;
  /** Have the queue learn from imported messages, with the model if there is one. Default false. */
  readonly learn?: boolean;
}

/**
 * Takes items in, in batches that are each written whole or not at all: statements are reconciled with
 * what is known, messages are stored. A dry run goes the same way over a draft that is thrown away.
 */
export async function importItems(
  deps: RememberDeps,
  scope: Scope,
  items: AsyncIterable<ImportItem>,
  options: ImportItemsOptions = {},
): Promise<ItemsReport> {
  throwIfAborted(options.signal);
  const importer = new ItemImporter(deps, scope, options);
  for await (const item of items) {
    throwIfAborted(options.signal);
    await importer.take(item);
  }
  await importer.flush();
  return importer.report.finish();
}

class ItemImporter {
  readonly report = new ReportBuilder();
  readonly #deps: RememberDeps;
  readonly #scope: Scope;
  readonly #options: ImportItemsOptions;
  /** What a dry run has done so far; nothing of it is written. */
  readonly #dryDraft: MemoryDraft;
  /** By session: ids of messages that were taken. */
  readonly #seen = new Map<string, Set<string>>();
  #batch: ImportItem[] = [];

  constructor(deps: RememberDeps, scope: Scope, options: ImportItemsOptions) {
    this.#deps = deps;
    this.#scope = scope;
    this.#options = options;
    this.#dryDraft = this.#createDraft(undefined);
  }

  /** A batch is of one file, and of one session of it, in the order of its items. */
  async take(item: ImportItem): Promise<void> {
    const [first] = this.#batch;
    const isFull = this.#batch.length >= batchSize;
    if (isFull || (first !== undefined && groupOf(first) !== groupOf(item))) await this.flush();
    this.#batch.push(item);
  }

  async flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    const results = await this.#import(batch);
    for (const [index, item] of batch.entries()) {
      this.report.add(item, results[index] ?? { outcome: 'failed', reason: 'refused' });
    }
  }

  async #import(batch: readonly ImportItem[]): Promise<readonly ItemResult[]> {
    try {
      return [
        ...batch.flatMap((item) =>
          item.type === 'problem' ? [{ outcome: item.outcome, reason: item.reason }] : [],
        ),
        ...(await this.#importMessages(batch.filter((item) => item.type === 'message'))),
        ...(await this.#importStatements(batch.filter((item) => item.type === 'statement'))),
      ];
    } catch (error) {
      if (!hasCode(error, 'conflict')) throw error;
      return batch.map(() => ({ outcome: 'failed', reason: 'refused' }));
    }
  }

  async #importMessages(items: readonly MessageItem[]): Promise<readonly ItemResult[]> {
    const [first] = items;
    if (first === undefined) return [];
    const { sessionId, agentId = this.#scope.agentId } = first;
    const scope: SessionScope = { ...this.#scope, agentId, sessionId };
    const key = sessionKeyOf(scope);
    const seen = this.#seen.get(key) ?? new Set();
    this.#seen.set(key, seen);
    const { dryRun: isDryRun = false, learn: learns = false } = this.#options;
    return importConversation({ ...this.#deps, isDryRun, learns }, scope, items, seen);
  }

  async #importStatements(items: readonly StatementItem[]): Promise<readonly ItemResult[]> {
    const [first] = items;
    if (first === undefined) return [];
    if (this.#options.dryRun === true) return importStatements(this.#deps, this.#dryDraft, items);
    const { store, clock, people } = this.#deps;
    return people.run(personKeyOf(this.#scope), () =>
      retryConflicts(clock, async () => {
        const draft = this.#createDraft(first.file);
        const results = await importStatements(this.#deps, draft, items);
        await store.commit(this.#scope, draft.toChange());
        return results;
      }),
    );
  }

  #createDraft(file: string | undefined): MemoryDraft {
    const { store, clock, termsOf } = this.#deps;
    return new MemoryDraft({
      store,
      scope: this.#scope,
      now: clock.now(),
      cause: { cause: 'import', reason: file },
      termsOf,
    });
  }
}

function groupOf(item: ImportItem): string {
  const session = item.type === 'message' ? [item.agentId ?? '', item.sessionId] : [];
  return JSON.stringify([item.type, item.file, ...session]);
}
