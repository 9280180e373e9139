import { manualClock, recordingLogger, sequentialIds } from '@homarus/base/testing';

import { assembleMemory } from '../engine.ts';
import type { EngineParts } from '../engine.ts';
import type { IncomingMessage } from '../message.ts';
import type { SessionScope } from '../scope.ts';
import { containsSecret } from '../text/secrets.ts';
import { memoryMemoryStore } from './memory-memory-store.ts';
import { scriptedExtractor } from './scripted-extractor.ts';
import type { ScriptedCandidate } from './scripted-extractor.ts';

export const engineScope: SessionScope = {
  accountId: 'a',
  userId: 'u',
  agentId: 'main',
  sessionId: 's',
};
export const day = 86_400_000;
export const start = Date.UTC(2026, 0, 1);

/** What each message teaches, by its text. */
export type Table = Readonly<Record<string, readonly ScriptedCandidate[]>>;

/** An engine over the in-memory store, whose extractor is a table. */
export function setupEngine(table: Table = {}, more: Partial<EngineParts> = {}) {
  const clock = manualClock(start);
  const store = memoryMemoryStore({ clock });
  const log = recordingLogger();
  const memory = assembleMemory(
    {
      store,
      jobs: store,
      clock,
      ids: sequentialIds(),
      log,
      rules: scriptedExtractor(table),
      isSingleValued: (attribute) => ['city', 'employer', 'favourite.colour'].includes(attribute),
      aliasesOf: (attribute) => (attribute === 'allergy' ? ['allergy', '过敏', '忌口'] : []),
      hasSecret: containsSecret,
      timeZone: 'UTC',
      ...more,
    },
    { backoff: { baseMs: 1_000, maxMs: 10_000, random: () => 1 } },
  );
  /** One turn, a day after the one before, learned from. */
  const say = async (content: string, fields: Partial<IncomingMessage> = {}) => {
    clock.advance(day);
    const messages = [{ role: 'user' as const, content, ...fields }];
    return memory.afterTurn(engineScope, { messages, turnId: `t${clock.now()}`, wait: true });
  };
  const find = (states: readonly ('live' | 'superseded' | 'deleted')[] = ['live']) =>
    store.findMemories(engineScope, { states });
  const contents = async (...states: ('live' | 'superseded' | 'deleted')[]) =>
    (await find(states.length === 0 ? ['live'] : states)).map(({ content }) => content).toSorted();
  return { clock, store, log, memory, say, find, contents };
}

export const learn = (fields: Partial<Extract<ScriptedCandidate, { action: 'learn' }>> = {}) => [
  { action: 'learn' as const, ...fields },
];
export const city = (value: string) => learn({ attribute: 'city', value });
