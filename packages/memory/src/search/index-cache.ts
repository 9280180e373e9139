import { setImmediate as nextTick } from 'node:timers/promises';

import type { Whose } from '../ports/maintenance-store.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import type { Scope } from '../scope.ts';
import { dropOwners, personKeyOf } from '../scope-key.ts';
import { isTag } from '../text/tags.ts';
import { tokenizerVersion, toTerms } from '../text/tokenize.ts';
import { OwnerIndex } from './owner-index.ts';

export interface IndexCacheOptions {
  /** How many entries all indexes hold together before the one used longest ago is dropped. Default 1,000,000. */
  readonly maxEntries?: number;
  /** Entries read at a time while an index loads: a few milliseconds, then others have their turn. Default 250. */
  readonly pageSize?: number;
}

/** The indexes of the owners that were asked for lately; each follows the store before it answers. */
export interface IndexCache {
  /** The owner's index, holding every entry that was committed before the call. */
  get(scope: Scope): Promise<OwnerIndex>;
  /** Lets go of the indexes of an account or user. */
  drop(whose: Whose): void;
}

interface Slot {
  index: OwnerIndex;
  lastSeq: number;
  /** The sync that runs, and the one that waits for it: a caller always joins one that starts later. */
  running: Promise<void> | undefined;
  waiting: Promise<void> | undefined;
}

/** An index with so large a share of replaced entries is built anew when it is next asked for. */
const maxReplacedShare = 0.5;
const minEntriesToRebuild = 1_000;

export function createIndexCache(store: MemoryStore, options: IndexCacheOptions = {}): IndexCache {
  const { maxEntries = 1_000_000, pageSize = 250 } = options;
  /** In order of use, the one used longest ago first. */
  const slots = new Map<string, Slot>();

  async function follow(slot: Slot, scope: Scope): Promise<void> {
    if (isStale(slot.index)) Object.assign(slot, { index: new OwnerIndex(), lastSeq: 0 });
    for (;;) {
      const query = { afterSeq: slot.lastSeq, limit: pageSize };
      const entries = await store.listSearchEntries(scope, query);
      for (const entry of entries) {
        slot.index.put(entry.termsVersion === tokenizerVersion ? entry : retokenized(entry));
        slot.lastSeq = entry.seq;
      }
      if (entries.length < pageSize) return;
      await nextTick();
    }
  }

  function sync(slot: Slot, scope: Scope): Promise<void> {
    if (slot.running === undefined) {
      slot.running = follow(slot, scope).finally(() => {
        slot.running = undefined;
      });
      return slot.running;
    }
    slot.waiting ??= slot.running
      .catch(() => undefined)
      .then(() => {
        slot.waiting = undefined;
        return sync(slot, scope);
      });
    return slot.waiting;
  }

  function evict(): void {
    let total = 0;
    for (const { index } of slots.values()) total += index.documents.length;
    for (const [key, { index }] of slots) {
      if (total <= maxEntries || slots.size === 1) return;
      total -= index.documents.length;
      slots.delete(key);
    }
  }

  return {
    async get(scope) {
      const key = personKeyOf(scope);
      const slot = slots.get(key) ?? emptySlot();
      slots.delete(key);
      slots.set(key, slot);
      await sync(slot, scope);
      evict();
      return slot.index;
    },
    drop: (whose) => dropOwners(slots, whose),
  };
}

function emptySlot(): Slot {
  return { index: new OwnerIndex(), lastSeq: 0, running: undefined, waiting: undefined };
}

function isStale(index: OwnerIndex): boolean {
  const { length } = index.documents;
  return length >= minEntriesToRebuild && index.replacedCount / length > maxReplacedShare;
}

/** Tokens of an older tokenizer are words still: most are found by reading them as a text again; tags stay. */
function retokenized<Entry extends { readonly terms: string }>(entry: Entry): Entry {
  const tokens = entry.terms.split(' ');
  const { terms } = toTerms(tokens.filter((token) => !isTag(token)).join(' '));
  return { ...entry, terms: [terms, ...tokens.filter(isTag)].join(' ') };
}
