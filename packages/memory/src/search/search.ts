import { machineTimeZone, raceAbort, throwIfAborted } from '@homarus/base';
import type { Clock } from '@homarus/base';

import type { Whose } from '../ports/maintenance-store.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import type { Scope } from '../scope.ts';
import type { SearchOptions, SearchResult, VectorTrace } from '../service.ts';
import { readHits } from './hits.ts';
import { createIndexCache } from './index-cache.ts';
import type { IndexCacheOptions } from './index-cache.ts';
import { admission, defaultSearchLimit, rank } from './rank.ts';
import type { RankOptions, Ranking } from './rank.ts';
import type { VectorLane } from './vector-lane.ts';

export interface Search {
  search(scope: Scope, query: string, options?: SearchOptions): Promise<SearchResult>;
  /** Lets go of what it holds of an account or user. */
  drop(whose: Whose): void;
}

export interface SearchDeps {
  readonly store: MemoryStore;
  /** From when the relative dates of a question are meant. */
  readonly clock: Clock;
  /** Absent without an embedding model. */
  readonly vectors?: VectorLane | undefined;
}

export interface SearchSettings extends IndexCacheOptions {
  /** In which the dates of a question are meant: IANA name or offset. Default: the machine's. */
  readonly timeZone?: string;
  /** Default: {@link defaultRankOptions}; another is for measuring. */
  readonly ranking?: RankOptions;
}

export function createSearch(deps: SearchDeps, options: SearchSettings = {}): Search {
  const indexes = createIndexCache(deps.store, options);
  return {
    drop(whose) {
      indexes.drop(whose);
      deps.vectors?.drop(whose);
    },
    async search(scope, query, searchOptions = {}) {
      const { signal } = searchOptions;
      throwIfAborted(signal);
      const answer = answerTo(scope, query, searchOptions);
      // An index that is read, or a model that thinks, is not waited for any longer.
      return signal === undefined ? answer : raceAbort(answer, signal);
    },
  };

  async function answerTo(
    scope: Scope,
    query: string,
    searchOptions: SearchOptions,
  ): Promise<SearchResult> {
    const startedAt = performance.now();
    const asked = deps.vectors?.ask(scope, query);
    const index = await indexes.get(scope);
    throwIfAborted(searchOptions.signal);
    const vector = await asked?.score(index, admission(index, scope, searchOptions));
    throwIfAborted(searchOptions.signal);
    const { timeZone = machineTimeZone(), ranking: rankOptions } = options;
    const ranking = rank(index, scope, {
      query,
      searchOptions,
      now: deps.clock.now(),
      timeZone,
      options: rankOptions,
      vector: vector?.scores,
    });
    const hits = await readHits(deps.store, scope, ranking, searchOptions.asOf);
    const limit = searchOptions.limit ?? defaultSearchLimit;
    const kept = hits.filter((hit) => hit.score >= (searchOptions.minScore ?? 0)).slice(0, limit);
    return {
      hits: kept,
      abstained: kept.length === 0,
      tookMs: performance.now() - startedAt,
      ...(searchOptions.trace === true
        ? { trace: toTrace(ranking, hits.length, vector?.trace) }
        : {}),
    };
  }
}

function toTrace(
  ranking: Ranking,
  read: number,
  vector: VectorTrace | undefined,
): NonNullable<SearchResult['trace']> {
  const { question, found, candidates } = ranking;
  return {
    terms: question.terms,
    candidates: found,
    dropped: { cut: Math.max(0, found - candidates.length), folded: candidates.length - read },
    ...(vector === undefined ? {} : { vector }),
  };
}
