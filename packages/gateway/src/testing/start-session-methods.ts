import { AppError, createIds, silentLogger } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';
import type { ManualClock } from '@homarus/base/testing';
import { createMemory } from '@homarus/memory';
import type { Memory } from '@homarus/memory';
import { memoryMemoryStore } from '@homarus/memory/testing';
import { createSessions } from '@homarus/sessions';
import type { ModelUsage, Sessions, SessionStore } from '@homarus/sessions';
import { memorySessionStore } from '@homarus/sessions/testing';

import { sessionMethods } from '../methods/sessions/index.ts';
import type { SendMessage, SessionTurns } from '../methods/sessions/index.ts';
import { createEventHub } from '../rpc/event-hub.ts';
import type { PublishedEvent } from '../rpc/event-hub.ts';
import type { MethodCall } from '../rpc/method.ts';
import { callAs } from './call-as.ts';

const accountId = 'acct';

export interface StartedSessionMethods extends AsyncDisposable {
  readonly call: (name: string, params?: unknown, call?: MethodCall) => Promise<unknown>;
  readonly clock: ManualClock;
  readonly store: SessionStore;
  readonly sessions: Sessions;
  readonly memory: Memory;
  readonly published: readonly PublishedEvent[];
  /** What the engine was asked to send and to abort. */
  readonly sent: readonly SendMessage[];
  readonly aborted: readonly string[];
  /** Logs a turn that took a second, and hands it to memory. */
  readonly converse: (turn: Conversation) => Promise<void>;
}

export interface Conversation {
  readonly key: string;
  readonly userId?: string;
  readonly question: string;
  readonly answer: string;
  readonly usage?: ModelUsage;
}

/** The methods of sessions over parts in memory, with a clock that stands still. */
export function startSessionMethods(): StartedSessionMethods {
  const clock = manualClock(Date.UTC(2026, 10, 21, 1));
  const ids = sequentialIds();
  const store = memorySessionStore();
  const sessions = createSessions({ store, clock, ids }, { accountId });
  const rows = memoryMemoryStore();
  const log = silentLogger;
  const memory = createMemory({ store: rows, jobs: rows, clock, ids: createIds(), log });
  const published: PublishedEvent[] = [];
  const hub = createEventHub((error) => {
    throw error;
  });
  hub.listen((event) => published.push(event));
  const { turns, sent, aborted } = recordingTurns();
  const methods = sessionMethods(
    {
      store,
      sessions,
      memory,
      library: memory.library,
      turns,
      hub,
      clock,
      ids,
      agentIds: () => ['main', 'work'],
      modelOf: (_agentId, { model = 'scripted/m1' }) => {
        const [provider = '', name = ''] = model.split('/');
        return { provider, model: name, contextTokens: 128_000, canReason: name === 'm1' };
      },
      queueMode: () => 'queue',
      checkModel: (reference) => {
        if (!reference.startsWith('scripted/')) throw new AppError('invalid_request', reference);
      },
      costOf: (_provider, model) =>
        model === 'm1' ? { input: 2, output: 10, cacheRead: 0.5, cacheWrite: 1 } : undefined,
      toChatMessages: ({ message, createdAt }) => [{ ...message, timestamp: createdAt }],
    },
    { accountId, timeZone: 'Asia/Shanghai' },
  );
  return {
    call: async (name, params, call = callAs()) => {
      const method = methods.find((one) => one.name === name);
      if (method === undefined) throw new Error(`There is no method ${name}.`);
      return method.invoke(params, call);
    },
    clock,
    store,
    sessions,
    memory,
    published,
    sent,
    aborted,
    converse: converseIn({ sessions, memory, clock }),
    [Symbol.asyncDispose]: () => memory[Symbol.asyncDispose](),
  };
}

/** The engine's part: notes what it is asked for. */
function recordingTurns() {
  const sent: SendMessage[] = [];
  const aborted: string[] = [];
  const turns: SessionTurns = {
    send: async (message) => {
      sent.push(message);
      return { runId: message.idempotencyKey ?? 'run_sent', status: 'started' };
    },
    abort: async ({ sessionKey, runId }) => {
      aborted.push(sessionKey);
      return runId === undefined ? [] : [runId];
    },
    compact: async () => ({ compacted: false, reason: 'nothing to compact' }),
  };
  return { turns, sent, aborted };
}

function converseIn(parts: Pick<StartedSessionMethods, 'sessions' | 'memory' | 'clock'>) {
  const { sessions, memory, clock } = parts;
  return async ({ key, userId = 'u-default', question, answer, usage }: Conversation) => {
    const agentId = key.split(':')[1] ?? 'main';
    const session = await sessions.open({ key, agentId, userId });
    const { sessionId } = session;
    const says = (role: 'user' | 'assistant', text: string) => ({
      message: { role, content: [{ type: 'text' as const, text }] },
    });
    const { run } = await sessions.begin(session, undefined, [says('user', question)]);
    clock.advance(1000);
    await memory.afterTurn(
      { accountId, userId, agentId, sessionId },
      {
        messages: [
          { role: 'user', content: question },
          { role: 'assistant', content: answer },
        ],
      },
    );
    await sessions.finish(run, {
      status: 'done',
      isRemembered: true,
      entries: [says('assistant', answer)],
      ...(usage === undefined ? {} : { usage }),
    });
    await memory.drain();
  };
}
