import { singleLine, truncate } from '@homarus/base';

import type { ImportItem, ImportReason } from './item.ts';

/**
 * What became of an item: a new memory or message (`added`), a memory in better words (`updated`), a
 * memory that ended others (`superseded`), nothing, because it was there (`known`) or because of its
 * `reason`.
 */
export type ItemOutcome = 'added' | 'updated' | 'superseded' | 'known' | 'skipped' | 'failed';

export interface ItemResult {
  readonly outcome: ItemOutcome;
  /** Of what was skipped or failed. */
  readonly reason?: ImportReason;
}

export interface ReportedItem extends ItemResult {
  readonly file: string;
  readonly line: number;
  /** The beginning of a statement; absent when it holds a secret. */
  readonly text?: string;
}

export interface ReportedFile {
  readonly file: string;
  readonly taken: number;
  readonly known: number;
  readonly skipped: number;
  readonly failed: number;
}

/** What an import of items did; of a dry run, what it would have done. */
export interface ItemsReport {
  /** New messages. */
  readonly messages: number;
  /** New memories. */
  readonly memories: number;
  /** Memories that have better words now. */
  readonly updated: number;
  /** New memories that ended others; counted in `memories` too. */
  readonly superseded: number;
  readonly known: number;
  readonly skipped: number;
  readonly failed: number;
  /** In the order in which they came. */
  readonly files: readonly ReportedFile[];
  /** Every statement, and each message that was not taken; the first {@link maxReportedItems}. */
  readonly items: readonly ReportedItem[];
  /** How many more there are. */
  readonly unlistedItems: number;
}

export const maxReportedItems = 1000;

type Counted = { -readonly [K in keyof ReportedFile]: ReportedFile[K] };

/** Counts what becomes of items, without keeping them. */
export class ReportBuilder {
  readonly #files = new Map<string, Counted>();
  readonly #items: ReportedItem[] = [];
  readonly #counts = { messages: 0, memories: 0, updated: 0, superseded: 0 };
  #unlisted = 0;

  add(item: ImportItem, result: ItemResult): void {
    const { file, line } = item;
    const { outcome, reason } = result;
    const counted = this.#files.get(file) ?? { file, taken: 0, known: 0, skipped: 0, failed: 0 };
    this.#files.set(file, counted);
    if (outcome === 'known' || outcome === 'skipped' || outcome === 'failed') counted[outcome] += 1;
    else {
      counted.taken += 1;
      this.#count(item, outcome);
    }
    const isTold = item.type === 'statement' || outcome === 'skipped' || outcome === 'failed';
    if (!isTold) return;
    const isShown = item.type === 'statement' && reason !== 'secret';
    this.#list({ file, line, ...result, ...(isShown ? { text: beginning(item.content) } : {}) });
  }

  finish(): ItemsReport {
    const files = [...this.#files.values()];
    const sum = (key: 'known' | 'skipped' | 'failed'): number =>
      files.reduce((total, file) => total + file[key], 0);
    return {
      ...this.#counts,
      known: sum('known'),
      skipped: sum('skipped'),
      failed: sum('failed'),
      files,
      items: this.#items,
      unlistedItems: this.#unlisted,
    };
  }

  #count({ type }: ImportItem, outcome: 'added' | 'updated' | 'superseded'): void {
    if (type === 'message') this.#counts.messages += 1;
    else if (outcome === 'updated') this.#counts.updated += 1;
    else this.#counts.memories += 1;
    if (outcome === 'superseded') this.#counts.superseded += 1;
  }

  #list(item: ReportedItem): void {
    if (this.#items.length < maxReportedItems) this.#items.push(item);
    else this.#unlisted += 1;
  }
}

const shownCharacters = 100;

function beginning(content: string): string {
  return truncate(singleLine(content), shownCharacters);
}
