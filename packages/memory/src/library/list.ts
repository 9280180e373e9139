import { asKnownAt } from '../known-at.ts';
import { memoryStates } from '../record.ts';
import type { MemoryQuery } from '../ports/memory-store.ts';
import type { Scope } from '../scope.ts';
import { tokenize } from '../text/tokenize.ts';
import type { LibraryDeps } from './library-deps.ts';
import { invalid } from './library-deps.ts';
import type { LibraryQuery, MemoryPage } from './library.ts';

const defaultLimit = 50;
const maxLimit = 500;

export async function listMemories(
  { store }: Pick<LibraryDeps, 'store'>,
  scope: Scope,
  query: LibraryQuery,
): Promise<MemoryPage> {
  const wanted = toMemoryQuery(query);
  if (wanted === undefined) return { memories: [], total: 0 };
  const [found, total] = await Promise.all([
    store.findMemories(scope, wanted),
    store.countMemories(scope, wanted),
  ]);
  const { asOf } = query;
  const memories = asOf === undefined ? found : await asKnownAt(store, scope, found, asOf);
  return { memories, total };
}

/** Undefined when nothing can match. */
function toMemoryQuery(query: LibraryQuery): MemoryQuery | undefined {
  const { text, sessionId, timeFrom, timeTo, asOf, ...rest } = query;
  const { limit = defaultLimit, offset = 0, ...same } = rest;
  requirePage(limit, offset);
  const terms = text === undefined ? undefined : [...new Set(tokenize(text))];
  if (terms?.length === 0) return undefined;
  return {
    ...(asOf === undefined ? {} : { knownAt: asOf, states: memoryStates }),
    ...same,
    ...(terms === undefined ? {} : { terms }),
    ...(sessionId === undefined ? {} : { sourceSessionId: sessionId }),
    ...(timeFrom === undefined ? {} : { saidFrom: timeFrom }),
    ...(timeTo === undefined ? {} : { saidTo: timeTo }),
    limit,
    offset,
  };
}

function requirePage(limit: number, offset: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
    throw invalid('limit', `The limit is a whole number from 1 to ${maxLimit}.`);
  }
  if (!Number.isInteger(offset) || offset < 0) {
    throw invalid('offset', 'The offset is a whole number from 0 on.');
  }
}
