import type { Memory } from '../../engine.ts';
import type { IncomingMessage } from '../../message.ts';
import type { SessionScope } from '../../scope.ts';
import { below, pickOne } from '../seeded-random.ts';
import { assistantStatement, userStatement } from './statements.ts';
import { markerWord, worldScopes } from './world.ts';

/** How a batch of messages says which ones they are, so that a repetition can be told. */
export const identities = ['id', 'time', 'turn'] as const;

/** Messages for a session, and the call that stores them; doing it again must change nothing. */
export interface CaptureWrite {
  readonly type: 'capture';
  readonly scope: SessionScope;
  readonly identity: (typeof identities)[number];
  readonly turnId: string | undefined;
  readonly messages: readonly IncomingMessage[];
}

/** A statement that is stored because somebody asked for it. */
export interface RememberWrite {
  readonly type: 'remember';
  readonly scope: SessionScope;
  readonly text: string;
  readonly isOfAgent: boolean;
}

/** Counts what was made, so that nothing is made twice. */
export interface Counter {
  next(): number;
}

export function createCounter(): Counter {
  let count = 0;
  return {
    next: () => {
      count += 1;
      return count;
    },
  };
}

export function randomCapture(random: () => number, counter: Counter): CaptureWrite {
  const scope = pickOne(random, worldScopes);
  const identity = pickOne(random, identities);
  // Turns and ids have the same names in every session: they count within theirs.
  const number = counter.next();
  const messages = Array.from({ length: 1 + below(random, 3) }, (_, index): IncomingMessage => {
    const word = markerWord(scope, counter.next());
    const isUser = random() < 0.7;
    return {
      role: isUser ? 'user' : 'assistant',
      content: isUser ? userStatement(random, word) : assistantStatement(random, word),
      ...(identity === 'id' ? { id: `m-${number % 40}-${index}` } : {}),
      ...(identity === 'time' ? { createdAt: 1_700_000_000_000 + number * 60_000 + index } : {}),
    };
  });
  const turnId = identity === 'turn' ? `turn-${number % 40}` : undefined;
  return { type: 'capture', scope, identity, turnId, messages };
}

export function randomRemember(random: () => number, counter: Counter): RememberWrite {
  const scope = pickOne(random, worldScopes);
  const word = markerWord(scope, counter.next());
  return {
    type: 'remember',
    scope,
    text: userStatement(random, word),
    isOfAgent: random() < 0.3,
  };
}

/** Stores the batch; resolves to how many messages were new. */
export async function applyCapture(memory: Memory, write: CaptureWrite): Promise<number> {
  const { scope, turnId, messages } = write;
  if (turnId === undefined) return (await memory.ingest(scope, messages)).ingested;
  return (await memory.afterTurn(scope, { turnId, messages })).stored;
}

export function applyRemember(memory: Memory, { scope, text, isOfAgent }: RememberWrite) {
  const category = isOfAgent ? 'self_improving_learnings' : 'user_memory_fact';
  return memory.remember(scope, { text, category });
}
