import { silentLogger } from '@homarus/base';
import type { Clock } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';
import type { LanguageModel, ModelMessage } from '@homarus/models';
import type { SessionStore } from '@homarus/sessions';
import { memorySessionStore } from '@homarus/sessions/testing';

import { createAgents } from '../agents.ts';
import type { TurnEvent, TurnFinished, TurnObserver, TurnRequest } from '../turns/turn.ts';
import { createTurns } from '../turns/turns.ts';
import type { TurnsDeps, TurnsOptions } from '../turns/turns-options.ts';
import type { Turns } from '../turns/turns.ts';
import { NotebookMemory } from './notebook-memory.ts';
import { says, scriptedModel } from './scripted-model.ts';

export interface StartTurns {
  readonly model?: LanguageModel;
  readonly memory?: NotebookMemory;
  readonly sessions?: SessionStore;
  readonly clock?: Clock;
  readonly options?: Partial<TurnsOptions>;
  readonly observe?: TurnObserver;
  readonly compaction?: NonNullable<TurnsDeps['compaction']>;
  readonly equip?: NonNullable<TurnsDeps['equip']>;
  readonly plugins?: NonNullable<TurnsDeps['plugins']>;
}

export interface StartedTurns {
  readonly turns: Turns;
  readonly memory: NotebookMemory;
  readonly sessions: SessionStore;
  /** Says something in the session `agent:main:main` and gives all events. */
  readonly say: (text: string, more?: Partial<TurnRequest>) => Promise<readonly TurnEvent[]>;
}

/** Turns over parts in memory, with a clock that stands still. */
export function startTurns(given: StartTurns = {}): StartedTurns {
  const memory = given.memory ?? new NotebookMemory();
  const sessions = given.sessions ?? memorySessionStore();
  const turns = createTurns(
    {
      agents: createAgents([]),
      memory,
      sessions,
      model: given.model ?? scriptedModel(says('Fine.')),
      clock: given.clock ?? manualClock(Date.UTC(2026, 10, 21, 1)),
      ids: sequentialIds(),
      log: silentLogger,
      ...(given.observe === undefined ? {} : { observe: given.observe }),
      ...(given.compaction === undefined ? {} : { compaction: given.compaction }),
      ...(given.equip === undefined ? {} : { equip: given.equip }),
      plugins: given.plugins,
    },
    {
      accountId: 'acct',
      timeZone: 'Asia/Shanghai',
      contextTokens: 128_000,
      recallTimeoutMs: 150,
      rememberTimeoutMs: 1000,
      compactTimeoutMs: 1000,
      stopGraceMs: 20,
      ...given.options,
    },
  );
  return {
    turns,
    memory,
    sessions,
    say: (text, more = {}) => Array.fromAsync(turns.start({ ...requestOf(text), ...more })),
  };
}

export function requestOf(text: string): TurnRequest {
  return {
    sessionKey: 'agent:main:main',
    agentId: 'main',
    userId: 'ann',
    input: [userMessage(text)],
    signal: new AbortController().signal,
  };
}

export function userMessage(text: string): ModelMessage {
  return { role: 'user', content: [{ type: 'text', text }] };
}

/** The last event, which is always there. */
export function endOf(events: readonly TurnEvent[]): TurnFinished {
  const last = events.at(-1);
  if (last?.type !== 'finished') throw new Error('The turn has no end.');
  return last;
}
