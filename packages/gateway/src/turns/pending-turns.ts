import { errorText, toAppError } from '@homarus/base';
import type { Logger } from '@homarus/base';
import type { PendingInput, Sessions } from '@homarus/sessions';

import type { TrackedTurn } from './active-turns.ts';
import { queueModes } from './turn.ts';
import type { TurnRequest } from './turn.ts';

/** Makes what waits for its turn outlive the process. */
export interface PendingTurns {
  /** Stores what the turn was asked with. Rejects with why it cannot. */
  store(turn: TrackedTurn): Promise<void>;
  /** Forgets what will never run; what could not be logged now stays for the next process. */
  drop(turn: TrackedTurn, error: unknown): Promise<void>;
  /** What an earlier process left, in its order. */
  list(): Promise<readonly PendingTurn[]>;
}

/** A turn that is to run as it was asked for. */
export type PendingTurn = TurnRequest & { readonly runId: string };

export interface PendingTurnsDeps {
  readonly sessions: Sessions;
  readonly log: Logger;
}

export function createPendingTurns({ sessions, log }: PendingTurnsDeps): PendingTurns {
  return {
    store: ({ runId, sessionKey, agentId, userId, input, acceptedAt, request }) =>
      sessions.addPending({
        runId,
        sessionKey,
        agentId,
        userId,
        input,
        acceptedAt,
        settings: toSettings(request),
      }),
    async drop(turn, error) {
      const { code } = toAppError(error);
      if (code === 'unavailable' || code === 'internal') return;
      try {
        const isStored = await (turn.stored?.then(yes, no) ?? true);
        if (isStored) await sessions.removePending(turn.runId);
      } catch (problem) {
        log.warn('A message that was taken back stays among those that wait', {
          runId: turn.runId,
          error: errorText(problem),
        });
      }
    },
    list: async () => (await sessions.listPending()).map(toPendingTurn),
  };
}

const yes = (): boolean => true;
const no = (): boolean => false;

function toSettings(request: TurnRequest): PendingInput['settings'] {
  const { queueMode, instructions, thinkingLevel, resumedRunId } = request;
  return Object.fromEntries(
    Object.entries({ queueMode, instructions, thinkingLevel, resumedRunId }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

/** The turn that a stored input asks for. */
export function toPendingTurn({
  settings,
  accountId: _accountId,
  acceptedAt: _acceptedAt,
  ...pending
}: PendingInput): PendingTurn {
  const { queueMode, ...texts } = settings;
  // A turn that was to be steered or replaced ended with its process.
  const mode = queueModes.find((known) => known === queueMode && known !== 'replace');
  return {
    ...pending,
    ...texts,
    ...(mode === undefined ? {} : { queueMode: mode }),
    isPending: true,
    signal: new AbortController().signal,
  };
}
