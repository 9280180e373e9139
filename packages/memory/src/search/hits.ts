import { truncate } from '@homarus/base';

import { categoryOfRole } from '../category.ts';
import type { StoredMessage } from '../message.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import { asKnownAt } from '../known-at.ts';
import { memoryStates } from '../record.ts';
import type { MemoryRecord } from '../record.ts';
import type { Scope } from '../scope.ts';
import type { Hit, LaneTrace, SearchLane } from '../service.ts';
import { toMessageUri } from '../uri.ts';
import { intAt } from './int-list.ts';
import type { Ranking } from './rank.ts';

const abstractLength = 100;

/**
 * Reads the rows behind a ranking and makes hits of them, best first. Hits that say the same are folded
 * into the better one: a memory and the messages it was learned from, and texts that are equal.
 * A row that was changed or deleted since is left out.
 */
export async function readHits(
  store: MemoryStore,
  scope: Scope,
  ranking: Ranking,
  asOf?: number,
): Promise<readonly Hit[]> {
  const { index, candidates } = ranking;
  const keysOf = (type: 'message' | 'memory'): readonly string[] =>
    candidates.flatMap(({ document }) => {
      const known = index.documents[document];
      return known?.type === type ? [known.key] : [];
    });
  const memoryIds = keysOf('memory');
  const messageKeys = keysOf('message');
  const [messages, memories] = await Promise.all([
    messageKeys.length === 0 ? [] : store.findMessages(scope, messageKeys),
    memoryIds.length === 0 ? [] : readMemories(store, scope, memoryIds, asOf),
  ]);
  const rows = new Map<string, Row>([
    ...messages.map((message) => [message.key, fromMessage(message)] as const),
    ...memories.map((memory) => [memory.id, fromMemory(memory)] as const),
  ]);
  return toHits(ranking, rows);
}

/** With an instant: in the words of then, and whatever became of them since. */
async function readMemories(
  store: MemoryStore,
  scope: Scope,
  ids: readonly string[],
  asOf: number | undefined,
): Promise<readonly MemoryRecord[]> {
  const query = { ids, limit: ids.length };
  if (asOf === undefined) return store.findMemories(scope, query);
  const found = await store.findMemories(scope, { ...query, states: memoryStates, knownAt: asOf });
  return asKnownAt(store, scope, found, asOf);
}

type Row = Omit<Hit, 'score' | 'lanes'>;

function toHits(ranking: Ranking, rows: ReadonlyMap<string, Row>): readonly Hit[] {
  const { index, candidates, bestCoverage } = ranking;
  const best = candidates[0]?.fused ?? 1;
  const lanesOf = laneTraces(ranking);
  const said = new Set<string>();
  return candidates.flatMap(({ document, fused }): readonly Hit[] => {
    const row = rows.get(index.documents[document]?.key ?? '');
    if (row === undefined) return [];
    const sources = row.sourceMessageIds.map((id) => `${row.sessionId ?? ''}\n${id}`);
    const isSaid = sources.length > 0 && sources.every((source) => said.has(source));
    if (isSaid || said.has(row.text)) return [];
    said.add(row.text);
    for (const source of sources) said.add(source);
    return [{ ...row, score: (fused / best) * bestCoverage, lanes: lanesOf(document) }];
  });
}

function fromMessage(message: StoredMessage): Row {
  return {
    id: message.id,
    uri: toMessageUri(message),
    category: categoryOfRole(message.role),
    abstract: truncate(message.text, abstractLength),
    text: message.text,
    createdAt: message.createdAt,
    sessionId: message.sessionId,
    name: message.name,
    importance: undefined,
    sourceMessageIds: [message.id],
  };
}

function fromMemory(memory: MemoryRecord): Row {
  return {
    id: memory.id,
    uri: memory.uri,
    category: memory.category,
    abstract: memory.abstract,
    text: memory.content,
    createdAt: memory.source.saidAt,
    sessionId: memory.source.sessionId,
    name: undefined,
    importance: memory.importance,
    sourceMessageIds: memory.source.messageIds,
  };
}

/** For each candidate, its rank and score in every lane that found it; ranks are among the candidates. */
function laneTraces(ranking: Ranking): (document: number) => readonly LaneTrace[] {
  const { index, scores, candidates, lanes: others } = ranking;
  const scorers: readonly {
    readonly lane: SearchLane;
    readonly score: (document: number) => number;
  }[] = [
    { lane: 'lexical', score: (document) => scores.lexical[document] ?? 0 },
    { lane: 'context', score: (document) => scores.context[document] ?? 0 },
    {
      lane: 'session',
      score: (document) => scores.session[intAt(index.sessionOf, document)] ?? 0,
    },
    ...others.map((other) => ({
      lane: other.lane,
      score: (document: number) => other.scores[document] ?? 0,
    })),
  ];
  const lanes = scorers.map(({ lane, score }) => {
    const sorted = candidates.map(({ document }) => score(document)).sort((a, b) => b - a);
    return { lane, score, sorted };
  });
  return (document) =>
    lanes.flatMap(({ lane, score, sorted }) => {
      const value = score(document);
      return value > 0 ? [{ lane, rank: sorted.indexOf(value) + 1, score: value }] : [];
    });
}
