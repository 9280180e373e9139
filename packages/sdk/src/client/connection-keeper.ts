import { abortedError, toAppError } from '@homarus/base';
import type { AppError, Clock } from '@homarus/base';

import type { Connection } from '../connection/connection.ts';
import { connectionError } from '../connection/wire-error.ts';
import { toProblem } from './client-state.ts';
import type { ClientState } from './client-state.ts';
import { stateAfter } from './retry-policy.ts';
import type { ReconnectOptions } from './retry-policy.ts';

export interface ConnectionKeeperDeps {
  /** One attempt. */
  readonly open: (signal: AbortSignal) => Promise<Connection>;
  readonly onState: (state: ClientState) => void;
  readonly clock: Clock;
  readonly random: () => number;
}

export interface ConnectionKeeperOptions {
  /** False: one attempt, and none after a loss. */
  readonly reconnect: ReconnectOptions | false;
}

export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  readonly waitsForPairing?: boolean;
}

/** Keeps one connection open: opens it again when it is lost, until it is closed or refused. */
export class ConnectionKeeper {
  readonly #deps: ConnectionKeeperDeps;
  readonly #options: ConnectionKeeperOptions;
  #state: ClientState = { status: 'closed' };
  #current: Connection | undefined;
  /** Ends the attempts; undefined while there are none. */
  #running: AbortController | undefined;
  /** Ends the wait between two attempts. */
  #pause = new AbortController();
  #changed = Promise.withResolvers<void>();

  constructor(deps: ConnectionKeeperDeps, options: ConnectionKeeperOptions) {
    this.#deps = deps;
    this.#options = options;
  }

  get state(): ClientState {
    return this.#state;
  }

  /** Starts, unless it runs. */
  start(): void {
    if (this.#running !== undefined) return;
    this.#running = new AbortController();
    void this.#keep(this.#running.signal);
  }

  /** Tries at once instead of at `retryAt`, also after a refusal. */
  retry(): void {
    if (this.#state.status === 'refused') this.start();
    this.#pause.abort();
  }

  close(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#current?.close();
    if (this.#state.status !== 'closed') this.#set({ status: 'closed' });
  }

  /**
   * The connection, as soon as there is one. Rejects with why there will be none: refused, closed,
   * or, unless `waitsForPairing`, because the device has to be approved.
   */
  async connection({ signal, waitsForPairing = false }: WaitOptions = {}): Promise<Connection> {
    for (;;) {
      if (signal?.aborted === true) throw abortedError(signal);
      const error = finalError(this.#state, waitsForPairing);
      if (error !== undefined) throw error;
      if (this.#current !== undefined) return this.#current;
      await untilAborted(this.#changed.promise, signal);
    }
  }

  async #keep(signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#deps;
    let attempt = 0;
    while (!signal.aborted) {
      attempt += 1;
      this.#set({ status: 'connecting', attempt });
      const { wasOpen, error } = await this.#connectOnce(signal);
      if (signal.aborted) return;
      if (wasOpen) attempt = 1;
      const { reconnect } = this.#options;
      const next: ClientState =
        reconnect === false
          ? { status: 'closed', problem: toProblem(error) }
          : stateAfter({ error, attempt, now: clock.now(), random }, reconnect);
      if (!('retryAt' in next)) this.#running = undefined;
      this.#set(next);
      if (!('retryAt' in next)) return;
      await this.#wait(next.retryAt, signal);
    }
  }

  /** Resolves with why there is no connection, or no longer one. */
  async #connectOnce(
    signal: AbortSignal,
  ): Promise<{ readonly wasOpen: boolean; readonly error: AppError }> {
    let connection: Connection | undefined;
    try {
      connection = await this.#deps.open(signal);
      if (signal.aborted) {
        connection.close();
      } else {
        this.#current = connection;
        this.#set({ status: 'connected', hello: connection.hello });
      }
      return { wasOpen: true, error: await connection.ended };
    } catch (error) {
      return { wasOpen: false, error: toAppError(error) };
    } finally {
      if (this.#current === connection) this.#current = undefined;
    }
  }

  async #wait(until: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps;
    this.#pause = new AbortController();
    const either = AbortSignal.any([this.#pause.signal, signal]);
    // Aborts when it is to go on at once, or to end; the loop looks which.
    await clock.sleep(Math.max(0, until - clock.now()), { signal: either }).catch(() => undefined);
  }

  #set(next: ClientState): void {
    this.#state = next;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
    this.#deps.onState(next);
  }
}

/** Why waiting for a connection is of no use; undefined while it is. */
function finalError(state: ClientState, waitsForPairing: boolean): AppError | undefined {
  switch (state.status) {
    case 'refused':
      return state.problem.error;
    case 'closed':
      return (
        state.problem?.error ?? connectionError('CLIENT_CLOSED', 'The client is not connected.')
      );
    case 'pairing':
      return waitsForPairing ? undefined : state.problem.error;
    default:
      return undefined;
  }
}

async function untilAborted(
  promise: Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (signal === undefined) return promise;
  const aborted = Promise.withResolvers<void>();
  const onAbort = (): void => aborted.resolve();
  signal.addEventListener('abort', onAbort, { once: true });
  await Promise.race([promise, aborted.promise]);
  signal.removeEventListener('abort', onAbort);
}
