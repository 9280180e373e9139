import type { TermsOf } from '../ports/maintenance-store.ts';
import type { MemoryQuery, MemoryStore, MemoryWrite } from '../ports/memory-store.ts';
import { stateOf } from '../record.ts';
import type { MemoryRecord, RevisionCause, Tombstone } from '../record.ts';
import type { Scope } from '../scope.ts';
import { allFingerprints, toPastWordsMark } from './fingerprint.ts';

/** By what a draft looks memories up. */
export type DraftQuery = Pick<
  MemoryQuery,
  'states' | 'subject' | 'attribute' | 'contentHash' | 'fingerprint'
>;

export interface DraftCause {
  readonly cause: RevisionCause;
  readonly reason: string | undefined;
}

export interface DraftDeps {
  readonly store: MemoryStore;
  readonly scope: Scope;
  readonly now: number;
  readonly cause: DraftCause;
  readonly termsOf: TermsOf;
}

const findLimit = 200;

/**
 * The memories as they will be once a change is committed: what is stored, with what the change has
 * done so far. A memory that a change touches twice still gets one revision.
 */
export class MemoryDraft {
  readonly scope: Scope;
  readonly now: number;
  readonly #deps: DraftDeps;
  readonly #records = new Map<string, MemoryRecord>();
  readonly #stored = new Map<string, MemoryRecord>();
  readonly #tombstones = new Map<string, Tombstone>();
  readonly #lifted = new Set<string>();
  #version: Promise<number> | undefined;
  #seenVersion: number | undefined;

  constructor(deps: DraftDeps) {
    this.scope = deps.scope;
    this.now = deps.now;
    this.#deps = deps;
  }

  async find(query: DraftQuery): Promise<readonly MemoryRecord[]> {
    await this.#noteVersion();
    const found = await this.#deps.store.findMemories(this.scope, { ...query, limit: findLimit });
    return [
      ...found.filter(({ id }) => !this.#records.has(id)),
      ...[...this.#records.values()].filter((record) => matches(record, query)),
    ];
  }

  /** New memories of this change that are still live. */
  added(): readonly MemoryRecord[] {
    return [...this.#records.values()].filter(
      (record) => !this.#stored.has(record.id) && stateOf(record) === 'live',
    );
  }

  add(record: MemoryRecord): void {
    this.#records.set(record.id, record);
  }

  /** `next` follows `before`, as this draft found it. */
  change(before: MemoryRecord, next: MemoryRecord): void {
    if (before.contentHash !== next.contentHash) {
      this.#mark(before, [toPastWordsMark(before.contentHash)]);
    }
    const isNew = this.#records.has(before.id) && !this.#stored.has(before.id);
    if (!isNew && !this.#stored.has(before.id)) this.#stored.set(before.id, before);
    const revision = isNew ? 1 : (this.#stored.get(before.id)?.revision ?? 0) + 1;
    this.#records.set(before.id, { ...next, revision });
  }

  /** Blocks the statement of a deleted memory, and its fact in other words. */
  bury(record: MemoryRecord): void {
    this.#mark(record, allFingerprints(record));
  }

  /** Whether a memory had these words, and has others by now. */
  async hadWords(contentHash: string): Promise<boolean> {
    return (await this.findBuried([toPastWordsMark(contentHash)])).length > 0;
  }

  async findBuried(fingerprints: readonly string[]): Promise<readonly string[]> {
    await this.#noteVersion();
    const stored = await this.#deps.store.findTombstones(this.scope, fingerprints);
    return fingerprints.filter(
      (print) =>
        this.#tombstones.has(print) || (stored.includes(print) && !this.#lifted.has(print)),
    );
  }

  lift(fingerprints: readonly string[]): void {
    for (const fingerprint of fingerprints) {
      this.#tombstones.delete(fingerprint);
      this.#lifted.add(fingerprint);
    }
  }

  #mark({ contentHash }: MemoryRecord, fingerprints: readonly string[]): void {
    for (const fingerprint of fingerprints) {
      this.#lifted.delete(fingerprint);
      this.#tombstones.set(fingerprint, {
        userId: this.scope.userId,
        contentHash,
        fingerprint,
        createdAt: this.now,
      });
    }
  }

  /** What to commit. It is refused when memories have changed since this draft first looked for some. */
  toChange() {
    return {
      ...(this.#seenVersion === undefined ? {} : { memoryVersion: this.#seenVersion }),
      memories: [...this.#records.values()].map((record) => this.#toWrite(record)),
      tombstones: [...this.#tombstones.values()],
      liftedTombstones: [...this.#lifted],
    };
  }

  /** Before the first look, so that no change after it is missed. */
  async #noteVersion(): Promise<void> {
    this.#version ??= this.#deps.store.getMemoryVersion(this.scope);
    this.#seenVersion = await this.#version;
  }

  #toWrite(record: MemoryRecord): MemoryWrite {
    const { cause, reason } = this.#deps.cause;
    return {
      record,
      search: this.#deps.termsOf.memory(record),
      revision: {
        memoryId: record.id,
        revision: record.revision,
        previous: this.#stored.get(record.id),
        cause,
        reason,
        createdAt: this.now,
      },
    };
  }
}

function matches(record: MemoryRecord, query: DraftQuery): boolean {
  return (
    (query.states ?? ['live']).includes(stateOf(record)) &&
    (query.subject === undefined || query.subject === record.subject) &&
    (query.attribute === undefined || query.attribute === record.attribute) &&
    (query.contentHash === undefined || query.contentHash === record.contentHash) &&
    (query.fingerprint === undefined || query.fingerprint === record.fingerprint)
  );
}
