import { AgentParams, AgentWaitParams, ChatSendParams } from '@homarus/protocol';

import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import { errorMessageOf, toUsage } from '../../turn-events/turn-end.ts';
import type { TurnFinished } from '../../turns/turn.ts';
import { personSeenBy } from '../sessions/session-access.ts';
import type { ChatContext } from './chat-deps.ts';
import { startRun, stateOf } from './start-run.ts';
import type { RunState } from './start-run.ts';

/** `chat.send`, `agent`, `agent.wait`: turns that clients start. */
export function sendMethods(context: ChatContext): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'chat.send',
      scope: 'operator.write',
      params: ChatSendParams,
      handle: async (params, { caller }) => {
        const run = await startRun(context, caller, params);
        return { runId: run.runId, status: run.status === 'known' ? run.state : run.status };
      },
    }),
    defineMethod({
      name: 'agent',
      scope: 'operator.write',
      params: AgentParams,
      handle: async (params, { caller, acknowledge }) => {
        const { timeout = 0, extraSystemPrompt: instructions, ...wish } = params;
        const run = await startRun(context, caller, {
          ...wish,
          instructions,
          timeoutMs: timeout * 1000,
        });
        const { runId } = run;
        if (run.status === 'known') return knownResult(context, runId, run.state);
        acknowledge({ runId, status: 'accepted', acceptedAt: context.clock.now() });
        return { runId, ...toResult(await run.ended) };
      },
    }),
    defineMethod({
      name: 'agent.wait',
      scope: 'operator.write',
      params: AgentWaitParams,
      handle: ({ runId, timeoutMs }, { caller, signal }) =>
        wait(context, runId, { timeoutMs, signal, person: personSeenBy(caller) }),
    }),
  ];
}

function toResult(end: TurnFinished) {
  const { reason, text } = end;
  const payloads = text === '' ? [] : [{ text }];
  const meta = {
    stopReason: reason,
    usage: toUsage(end),
    ...(reason === 'aborted' ? { aborted: true } : {}),
  };
  if (reason === 'failed') {
    const error = errorMessageOf(end);
    return { status: 'error', summary: error, error, result: { payloads, meta } };
  }
  const summary = reason === 'aborted' ? 'aborted' : 'completed';
  return { status: 'ok', summary, result: { payloads, meta } };
}

/** What is known of a run whose key is used again: its answer stands in the log. */
async function knownResult(
  { sessions, accountId, turns }: ChatContext,
  runId: string,
  state: RunState,
) {
  const [active] = turns.active({ runId });
  if (active !== undefined) return { runId, ...toResult(await active.ended) };
  const entries = await sessions.listRunEntries(accountId, runId);
  const payloads = entries.flatMap(({ message }) =>
    message.role === 'assistant'
      ? message.content.flatMap((part) => (part.type === 'text' ? [{ text: part.text }] : []))
      : [],
  );
  const status = state === 'error' ? 'error' : 'ok';
  const summary = state === 'ok' ? 'completed' : state;
  return { runId, status, summary, result: { payloads, meta: { stopReason: state } } };
}

interface Wait {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Whose runs are known; undefined: everybody's. */
  readonly person: string | undefined;
}

/** Waits for the end of a run: `timeout` when it has none in time, or is none that the person knows. */
async function wait(
  { turns, sessions, accountId, clock }: ChatContext,
  runId: string,
  { timeoutMs, signal, person }: Wait,
) {
  const isKnown = ({ userId }: { readonly userId: string }): boolean =>
    person === undefined || userId === person;
  const active = turns.active({ runId }).find(isKnown);
  if (active !== undefined) {
    const over = new AbortController();
    const late = clock
      .sleep(timeoutMs, { signal: AbortSignal.any([signal, over.signal]) })
      .catch(() => undefined);
    const end = await Promise.race([active.ended, late]);
    over.abort();
    if (end === undefined) return { runId, status: 'timeout' };
  }
  const run = await sessions.getRun(accountId, runId);
  const state = run === undefined ? 'in_flight' : stateOf(run);
  if (run === undefined || !isKnown(run) || state === 'in_flight') {
    return { runId, status: 'timeout' };
  }
  const { startedAt, endedAt, error } = run;
  const status = state === 'ok' ? 'ok' : 'error';
  const problem = error ?? (state === 'aborted' ? 'aborted' : undefined);
  return {
    runId,
    status,
    startedAt,
    endedAt,
    ...(problem === undefined ? {} : { error: problem }),
  };
}
