import { errorText } from '@homarus/base';
import type { Logger } from '@homarus/base';
import type { ModelMessage } from '@homarus/models';
import { replacedPositionOf } from '@homarus/sessions';
import type { RunRecord, SessionEntry, Sessions } from '@homarus/sessions';

import type { ActiveTurns, TrackedTurn } from './active-turns.ts';

export interface SteeringDeps {
  readonly active: ActiveTurns;
  readonly sessions: Sessions;
  readonly log: Logger;
}

export interface Steering {
  readonly host: TrackedTurn;
  readonly run: RunRecord;
  /** Gets what was logged, in order. */
  readonly onLogged: (entries: readonly SessionEntry[]) => void;
}

/**
 * Takes the input of the turns that wait to steer this one, and logs it as part of it. What cannot be
 * logged stays in its lane and is a turn of its own.
 */
export async function takeSteering(
  { active, sessions, log }: SteeringDeps,
  { host, run, onLogged }: Steering,
): Promise<readonly ModelMessage[]> {
  const taken: ModelMessage[] = [];
  for (const turn of active.ofSession(host.sessionKey)) {
    if (!maySteer(turn, host)) continue;
    // Taken before it is logged: whoever aborts it from now on aborts what it is a part of.
    turn.state = 'steered';
    turn.host = host;
    try {
      await turn.stored;
      const drafts = turn.input.map((message) => ({ message }));
      const entries = await sessions.join(run, turn.runId, drafts);
      onLogged(entries);
      turn.note({ type: 'steered', intoRunId: host.runId, entries });
      taken.push(...turn.input);
    } catch (error) {
      turn.state = 'queued';
      turn.host = undefined;
      log.warn('A message could not steer a turn; it waits', { error: errorText(error) });
      return taken;
    }
  }
  return taken;
}

/** Only words of the same person: what names a history or tools of its own needs a turn of its own. */
function maySteer({ state, request, userId, signal }: TrackedTurn, host: TrackedTurn): boolean {
  return (
    state === 'queued' &&
    request.queueMode === 'steer' &&
    userId === host.userId &&
    !signal.aborted &&
    request.history === undefined &&
    request.clientTools === undefined &&
    request.resumedRunId === undefined &&
    request.continuedSessionId === undefined &&
    request.input.every(
      (message) => message.role === 'user' && replacedPositionOf(message) === undefined,
    )
  );
}
