import { AppError, errorText } from '@homarus/base';
import type { Clock, Ids, Logger } from '@homarus/base';
import type { CronJob, CronOutcome, RunCron } from '@homarus/jobs';
import { createSessions, cronSessionKey, mainSessionKey, toSessionKey } from '@homarus/sessions';
import type { RunRecord, SessionRecord, Sessions, SessionStore } from '@homarus/sessions';

import { injectNote } from '../methods/chat/inject-note.ts';
import type { EventHub } from '../rpc/event-hub.ts';
import type { TurnFinished, TurnRequest } from '../turns/turn.ts';
import type { Turns } from '../turns/turns.ts';

export interface CronRunnerDeps {
  readonly turns: Turns;
  readonly sessions: SessionStore;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
}

/** Where all runs of a job, or its next one, take place. */
export function cronRunKey({ target, agentId, id }: CronJob): string {
  if (target === 'main') return mainSessionKey(agentId);
  if (target === 'isolated') return cronSessionKey(agentId, id);
  return toSessionKey({ agentId, rest: target.slice('session:'.length) });
}

/**
 * Runs a scheduled job as a turn of its agent. An attempt after the first one goes on with what the
 * earlier ones logged: an answer that is there is not asked for again, and tools are not run twice.
 */
export function createCronRunner(deps: CronRunnerDeps, accountId: string): RunCron {
  const sessions = createSessions({ ...deps, store: deps.sessions }, { accountId });
  return async ({ job, running, attempt, signal }) => {
    const last = await lastAttempt(sessions, running.runId, attempt);
    if (last?.status === 'done') {
      return announce(deps, sessions, job, await fromLog(sessions, last));
    }
    if (last === undefined) await prepareSession(deps, sessions, job);
    const turn = toTurn(job, { runId: attemptId(running.runId, attempt), last, signal });
    const { end, sessionId } = await runTurn(deps.turns, turn);
    if (end.error?.retryable === true) throw end.error;
    const outcome = toOutcome(end, { sessionKey: turn.sessionKey, sessionId });
    return announce(deps, sessions, job, outcome);
  };
}

function attemptId(runId: string, attempt: number): string {
  return attempt === 1 ? runId : `${runId}.${attempt}`;
}

/** The latest of the earlier attempts that the session's log has. */
async function lastAttempt(
  sessions: Sessions,
  runId: string,
  attempt: number,
): Promise<RunRecord | undefined> {
  for (let earlier = attempt - 1; earlier >= 1; earlier -= 1) {
    const run = await sessions.getRun(attemptId(runId, earlier));
    if (run !== undefined) return run;
  }
  return undefined;
}

/** A run apart begins a conversation of its own. */
async function prepareSession(
  { sessions: store }: CronRunnerDeps,
  sessions: Sessions,
  job: CronJob,
): Promise<void> {
  if (job.target !== 'isolated') return;
  const { accountId, agentId, userId, payload, name: label } = job;
  const key = cronRunKey(job);
  const model = payload.kind === 'agentTurn' ? payload.model : undefined;
  const chosen = model === undefined ? {} : { model };
  if ((await sessions.getByKey(key)) === undefined) {
    await sessions.open({ key, agentId, userId, facts: { label, createdVia: 'cron', ...chosen } });
    return;
  }
  await store.changeFacts(accountId, key, { label, model });
  await sessions.reset(key);
}

function toTurn(
  job: CronJob,
  given: {
    readonly runId: string;
    readonly last: RunRecord | undefined;
    readonly signal: AbortSignal;
  },
): TurnRequest {
  const { payload, agentId, userId } = job;
  const { runId, last, signal } = given;
  const text = payload.kind === 'systemEvent' ? payload.text : payload.message;
  const { toolsAllow } = payload;
  return {
    sessionKey: cronRunKey(job),
    agentId,
    userId,
    runId,
    signal,
    input: last === undefined ? [{ role: 'user', content: [{ type: 'text', text }] }] : [],
    ...(last === undefined ? {} : { resumedRunId: last.runId }),
    ...(toolsAllow === undefined ? {} : { toolsAllow }),
  };
}

interface RanTurn {
  readonly end: TurnFinished & { readonly answeredBy?: string | undefined };
  readonly sessionId: string | undefined;
}

async function runTurn(turns: Turns, request: TurnRequest): Promise<RanTurn> {
  let sessionId: string | undefined;
  let answeredBy: string | undefined;
  for await (const event of turns.start(request)) {
    if (event.type === 'accepted') ({ sessionId, answeredBy } = event);
    if (event.type === 'finished') return { end: { ...event, answeredBy }, sessionId };
  }
  throw new AppError('internal', 'A turn ended without its last event.');
}

function toOutcome(
  end: RanTurn['end'],
  {
    sessionKey,
    sessionId,
  }: { readonly sessionKey: string; readonly sessionId: string | undefined },
): CronOutcome {
  const { reason, text, error, usage, answeredBy: model } = end;
  const problem =
    reason === 'failed' || reason === 'aborted' ? (error?.message ?? reason) : undefined;
  return {
    status: problem === undefined ? 'ok' : 'error',
    delivery: 'not-requested',
    sessionKey,
    usage: { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens },
    ...(text === '' ? {} : { summary: text }),
    ...(problem === undefined ? {} : { error: problem }),
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(model === undefined ? {} : { model }),
  };
}

/** The outcome of a run whose process died after its answer was logged. */
async function fromLog(sessions: Sessions, run: RunRecord): Promise<CronOutcome> {
  const entries = await sessions.getRunEntries(run.runId);
  const summary = entries
    .flatMap(({ message }) => (message.role === 'assistant' ? message.content : []))
    .flatMap((part) => (part.type === 'text' ? [part.text] : []))
    .join('');
  const { sessionKey, sessionId, usage } = run;
  return {
    status: 'ok',
    delivery: 'not-requested',
    sessionKey,
    sessionId,
    ...(summary === '' ? {} : { summary }),
    ...(usage === undefined
      ? {}
      : {
          model: `${usage.provider}/${usage.model}`,
          usage: { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens },
        }),
  };
}

/** Tells the answer of a run apart in the main conversation. What fails here is no failure of the run. */
async function announce(
  { hub, log }: CronRunnerDeps,
  sessions: Sessions,
  job: CronJob,
  outcome: CronOutcome,
): Promise<CronOutcome> {
  const { delivery, target, agentId, userId, name } = job;
  const { summary: message } = outcome;
  if (delivery.mode === 'none' || target === 'main' || message === undefined) return outcome;
  if (outcome.status !== 'ok') return outcome;
  try {
    const key = mainSessionKey(agentId);
    const main: SessionRecord = await sessions.open({ key, agentId, userId });
    await injectNote({ sessions, hub }, main, { message, label: name });
    return { ...outcome, delivery: 'delivered' };
  } catch (error) {
    log.warn('The answer of a scheduled run could not be told', { jobId: job.id, error });
    return { ...outcome, delivery: 'not-delivered', deliveryError: errorText(error) };
  }
}
