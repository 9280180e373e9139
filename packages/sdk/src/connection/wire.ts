import { abortedError } from '@homarus/base';
import type { AppError, Clock } from '@homarus/base';
import type { EventFrame } from '@homarus/protocol';

import { createPendingCalls } from './pending-calls.ts';
import { readServerFrame } from './read-frame.ts';
import { watchSilence } from './watch-silence.ts';
import type { WebSocketConstructor, WebSocketPort } from './web-socket.ts';
import { connectionError } from './wire-error.ts';

export interface WireDeps {
  readonly WebSocket: WebSocketConstructor;
  readonly clock: Clock;
}

export interface WireOptions {
  /** `ws://127.0.0.1:18789`. */
  readonly url: string;
  /** Every event after the handshake, in order. */
  readonly onEvent: (frame: EventFrame) => void;
  readonly onGap: (gap: SequenceGap) => void;
}

/** Events that did not arrive: they were numbered `expected` up to before `received`. */
export interface SequenceGap {
  readonly expected: number;
  readonly received: number;
}

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
  /** Of a call with two answers: takes the first. */
  readonly onAccepted?: ((payload: unknown) => void) | undefined;
}

/** Frames over one WebSocket: calls and their answers, numbered events, and whether it is alive. */
export class Wire {
  readonly #socket: WebSocketPort;
  readonly #deps: WireDeps;
  readonly #options: WireOptions;
  readonly #calls = createPendingCalls();
  readonly #challenge = Promise.withResolvers<string>();
  readonly #ended = Promise.withResolvers<AppError>();
  readonly #over = new AbortController();
  #lastId = 0;
  #lastSeq = 0;
  #heardAt: number;
  #isOpen = false;

  constructor(deps: WireDeps, options: WireOptions) {
    this.#deps = deps;
    this.#options = options;
    this.#heardAt = deps.clock.now();
    this.#socket = new deps.WebSocket(options.url);
    this.#listen(this.#socket);
  }

  /** The nonce of the gateway's first frame. */
  get challenge(): Promise<string> {
    return this.#challenge.promise;
  }

  /** Resolves with why it ended. */
  get ended(): Promise<AppError> {
    return this.#ended.promise;
  }

  /** Rejects with the gateway's error, with `aborted`, or with why the connection ended. */
  async request(
    method: string,
    params: unknown,
    { signal, onAccepted }: RequestOptions = {},
  ): Promise<unknown> {
    if (this.#over.signal.aborted) throw await this.ended;
    if (signal?.aborted === true) throw abortedError(signal);
    this.#lastId += 1;
    const id = String(this.#lastId);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#calls.add(id, { resolve, reject, onAccepted });
    const onAbort = (): void => {
      this.#calls.remove(id);
      reject(abortedError(signal));
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#socket.send(JSON.stringify({ type: 'req', id, method, params }));
    try {
      return await promise;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Ends the connection when nothing is heard for two ticks. */
  async watch(tickIntervalMs: number): Promise<void> {
    const limitMs = tickIntervalMs * 2;
    const { clock } = this.#deps;
    const { signal } = this.#over;
    const isSilent = await watchSilence({ clock, limitMs, heardAt: () => this.#heardAt, signal });
    if (!isSilent) return;
    const { url } = this.#options;
    const message = `The gateway at ${url} has said nothing for ${limitMs / 1000} seconds.`;
    this.#end(connectionError('CONNECTION_SILENT', message));
  }

  close(): void {
    this.#end(connectionError('CLIENT_CLOSED', 'The connection was closed.'));
  }

  #listen(socket: WebSocketPort): void {
    socket.addEventListener('open', () => {
      this.#isOpen = true;
    });
    socket.addEventListener('message', ({ data }) => this.#receive(data));
    // What went wrong is told by the close that follows.
    socket.addEventListener('error', () => undefined);
    socket.addEventListener('close', ({ code, reason }) =>
      this.#end(this.#closeError(code, reason)),
    );
  }

  #receive(data: unknown): void {
    if (this.#over.signal.aborted) return;
    this.#heardAt = this.#deps.clock.now();
    const frame = readServerFrame(data);
    if (frame?.type === 'res') this.#calls.answer(frame);
    else if (frame !== undefined) this.#receiveEvent(frame);
  }

  #receiveEvent(frame: EventFrame): void {
    if (frame.event === 'connect.challenge') {
      this.#challenge.resolve(nonceOf(frame.payload));
      return;
    }
    const { seq } = frame;
    if (seq !== undefined) {
      const expected = this.#lastSeq + 1;
      this.#lastSeq = seq;
      if (seq > expected) this.#options.onGap({ expected, received: seq });
    }
    this.#options.onEvent(frame);
  }

  #closeError(closeCode: number, reason: string): AppError {
    const { url } = this.#options;
    if (!this.#isOpen) return connectionError('NO_CONNECTION', `No gateway answers at ${url}.`);
    const why = reason === '' ? `code ${closeCode}` : reason;
    const message = `The gateway at ${url} ended the connection: ${why}.`;
    return connectionError('CONNECTION_LOST', message, { closeCode });
  }

  #end(error: AppError): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    this.#ended.resolve(error);
    this.#calls.rejectAll(error);
    this.#socket.close();
  }
}

function nonceOf(payload: unknown): string {
  const isChallenge = typeof payload === 'object' && payload !== null && 'nonce' in payload;
  return isChallenge && typeof payload.nonce === 'string' ? payload.nonce : '';
}
