import { AppError, toAppError } from '@homarus/base';
import type { Clock, Logger } from '@homarus/base';
import { closeCodes } from '@homarus/protocol';
import type { ConnectParams, HelloOk, RequestFrame } from '@homarus/protocol';
import type { RawData, WebSocket } from 'ws';

import { refusalReason } from '../audit/connect-audit.ts';
import type { ConnectAudit } from '../audit/connect-audit.ts';
import type { Admit, Admitted } from './admission.ts';
import { createCallPace } from './call-pace.ts';
import type { CallPace } from './call-pace.ts';
import type { Dispatcher } from './dispatcher.ts';
import { toErrorShape } from './error-shape.ts';
import type { LimitedLine, LimitedLog } from './limited-log.ts';
import type { Caller, Subscriptions } from './method.ts';
import { createOutbox } from './outbox.ts';
import type { Outbox, WrittenEvent } from './outbox.ts';
import type { Peer } from './peer.ts';
import { createPendingCalls } from './pending-calls.ts';
import type { PendingCalls, PendingCallsLimits } from './pending-calls.ts';
import { readConnect, readFrame, refusal } from './read-frame.ts';

export interface ConnectionDeps {
  readonly admit: Admit;
  readonly dispatcher: Dispatcher;
  /** Called once, when a client was admitted: what it is answered. */
  readonly welcome: (connection: Connection, newcomer: Newcomer) => HelloOk;
  readonly connectAudit: ConnectAudit;
  /** For what strangers cause. */
  readonly limitedLog: Pick<LimitedLog, 'note'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A client that was just admitted. */
export interface Newcomer {
  readonly caller: Caller;
  readonly params: ConnectParams;
  readonly admitted: Admitted;
}

export interface ConnectionOptions {
  readonly connId: string;
  /** Sent in `connect.challenge`; a device signs it. */
  readonly nonce: string;
  readonly peer: Peer;
  /** The person whose memory and sessions the calls use. */
  readonly userId: string;
  readonly limits: ConnectionLimits;
}

export interface ConnectionLimits extends PendingCallsLimits {
  /** Bytes that a client may send before `connect` was accepted. */
  readonly maxHandshakeBytes: number;
  readonly handshakeTimeoutMs: number;
  readonly maxBufferedBytes: number;
}

/** One client, from the challenge to the close. Nothing that it sends makes a method of this throw. */
export class Connection {
  readonly connId: string;
  readonly peer: Peer;
  readonly subscriptions: Subscriptions = { hasSessionList: false, sessionKeys: new Set() };
  readonly #socket: WebSocket;
  readonly #deps: ConnectionDeps;
  readonly #options: ConnectionOptions;
  readonly #outbox: Outbox;
  readonly #pace: CallPace;
  readonly #closed = new AbortController();
  readonly #gone = Promise.withResolvers<void>();
  readonly #handshakeEnded = new AbortController();
  readonly #pending: PendingCalls;
  #state: 'greeted' | 'deciding' | 'connected' | 'refused' = 'greeted';
  #caller: Caller | undefined;
  #isAlive = true;

  constructor(socket: WebSocket, deps: ConnectionDeps, options: ConnectionOptions) {
    this.#socket = socket;
    this.#deps = deps;
    this.#options = options;
    this.connId = options.connId;
    this.peer = options.peer;
    this.#outbox = createOutbox(socket, {
      maxBufferedBytes: options.limits.maxBufferedBytes,
      onTooSlow: (bufferedBytes) => this.#log('A client is too slow', { bufferedBytes }),
    });
    this.#pending = createPendingCalls(options.limits);
    this.#pace = createCallPace(() => this.#outbox.whenCaughtUp());
  }

  /** Resolves when the connection has ended. */
  get gone(): Promise<void> {
    return this.#gone.promise;
  }

  /** Undefined until `connect` was accepted. */
  get caller(): Caller | undefined {
    return this.#caller;
  }

  /** Sends the challenge and listens from now on. */
  open(): void {
    const socket = this.#socket;
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('pong', () => {
      this.#isAlive = true;
    });
    // What is wrong with a frame is told to the client by `ws`, with the code for it.
    socket.on('error', (error) => {
      const cause = `broken: ${'code' in error ? String(error.code) : error.name}`;
      this.#logLimited({ cause, message: 'A connection broke' }, { reason: error.message });
    });
    socket.on('close', () => {
      this.#closed.abort();
      this.#handshakeEnded.abort();
      this.#gone.resolve();
    });
    const payload = { nonce: this.#options.nonce, ts: this.#deps.clock.now() };
    socket.send(JSON.stringify({ type: 'event', event: 'connect.challenge', payload }));
    void this.#limitHandshake();
  }

  send(event: WrittenEvent): void {
    this.#outbox.send(event);
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, truncateReason(reason));
  }

  /** Ends the connection without a word, when there is nobody left to hear it. */
  terminate(): void {
    this.#socket.terminate();
  }

  /** Asks whether the client is alive; ends the connection when it did not answer the last time. */
  checkAlive(): void {
    if (!this.#isAlive) {
      this.#log('A client does not answer any more');
      this.terminate();
      return;
    }
    this.#isAlive = false;
    this.#socket.ping();
  }

  /** Counts bytes that arrive before the client is known, whole frames or not. */
  countHandshakeBytes(total: number): void {
    if (this.#state === 'connected' || total <= this.#options.limits.maxHandshakeBytes) return;
    this.#turnAway('handshake frame too large');
    this.close(closeCodes.tooBig, 'handshake frame too large');
    this.#socket.pause();
  }

  async #limitHandshake(): Promise<void> {
    try {
      await this.#deps.clock.sleep(this.#options.limits.handshakeTimeoutMs, {
        signal: this.#handshakeEnded.signal,
      });
    } catch {
      return;
    }
    this.#turnAway('handshake timeout');
    this.close(closeCodes.policy, 'handshake timeout');
  }

  #receive(data: RawData, isBinary: boolean): void {
    this.#isAlive = true;
    if (this.#state === 'refused') return;
    if (isBinary) {
      this.close(closeCodes.unsupportedData, 'binary frames are not supported: send JSON as text');
      return;
    }
    const text = toText(data);
    const frame = readFrame(text);
    if (this.#caller !== undefined) {
      if ('request' in frame) void this.#call(frame.request, text.length, this.#caller);
      else this.#fail(frame.id ?? 'invalid', frame.error);
    } else if ('error' in frame) this.#refuse(frame.id, frame.error);
    else if (this.#state === 'greeted') void this.#connect(frame.request);
    else this.#refuse(frame.request.id, refusal('NOT_CONNECTED', 'connect is not answered yet'));
  }

  async #connect(request: RequestFrame): Promise<void> {
    this.#state = 'deciding';
    const { nonce, userId } = this.#options;
    try {
      const params = readConnect(request);
      const admitted = await this.#deps.admit(params, this.peer, nonce);
      if (this.#state !== 'deciding' || this.#closed.signal.aborted) return;
      this.#handshakeEnded.abort();
      this.#state = 'connected';
      const caller = toCaller(params, admitted, { connId: this.connId, userId });
      const payload = this.#deps.welcome(this, { caller, params, admitted });
      this.#outbox.respond({ type: 'res', id: request.id, ok: true, payload });
      // From now on it hears events; the first one comes after the answer.
      this.#caller = caller;
      this.#deps.connectAudit.admitted(caller, this.peer);
    } catch (error) {
      this.#refuse(request.id, error);
    }
  }

  async #call(request: RequestFrame, chars: number, caller: Caller): Promise<void> {
    const { id } = request;
    const problem =
      request.method === 'connect'
        ? refusal('ALREADY_CONNECTED', 'connect is only valid as the first request')
        : this.#pending.admit(id, chars);
    if (problem !== undefined) {
      this.#fail(id, problem);
      return;
    }
    await this.#pace.next();
    // Nobody is left to hear the answer.
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    try {
      await this.#deps.dispatcher.dispatch(request, {
        caller,
        signal: this.#closed.signal,
        subscriptions: this.subscriptions,
        answer: (frame) => this.#outbox.respond(frame),
      });
    } catch (error) {
      this.#deps.log.error('An answer could not be written', { method: request.method, error });
      this.#fail(id, new AppError('internal', 'The answer could not be written.'));
    } finally {
      this.#pending.end(id);
    }
  }

  #refuse(id: string | undefined, cause: unknown): void {
    const error = toAppError(cause);
    const reason = refusalReason(error);
    this.#turnAway(reason);
    this.#logLimited(
      error.code === 'internal'
        ? { cause: reason, level: 'error', message: 'Connecting failed' }
        : { cause: reason, message: 'A connection was refused' },
      error.code === 'internal' ? { error: cause } : { reason: error.message },
    );
    if (id !== undefined) this.#fail(id, error);
    const isMismatch = error.details?.['code'] === 'PROTOCOL_MISMATCH';
    this.close(isMismatch ? closeCodes.protocolError : closeCodes.policy, error.message);
  }

  #turnAway(reason: string): void {
    const { connId, peer } = this;
    if (this.#state !== 'refused') this.#deps.connectAudit.refused({ connId, peer, reason });
    this.#state = 'refused';
  }

  #fail(id: string, error: AppError): void {
    this.#outbox.respond({ type: 'res', id, ok: false, error: toErrorShape(error) });
  }

  #log(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.#deps.log.info(message, this.#fieldsWith(fields));
  }

  #logLimited(
    line: Pick<LimitedLine, 'cause' | 'message'> & Partial<Pick<LimitedLine, 'level'>>,
    fields: Readonly<Record<string, unknown>>,
  ): void {
    this.#deps.limitedLog.note({ level: 'info', ...line, fields: this.#fieldsWith(fields) });
  }

  #fieldsWith(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return { connId: this.connId, address: this.peer.address, ...fields };
  }
}

function toCaller(
  { client }: ConnectParams,
  { role, scopes, deviceId }: Admitted,
  { connId, userId }: Pick<Caller, 'connId' | 'userId'>,
): Caller {
  const { id, mode, version, platform, displayName } = client;
  return {
    connId,
    role,
    scopes,
    userId,
    client: { id, mode, version, platform, displayName },
    deviceId,
  };
}

function toText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString();
}

/** A close reason has room for 123 bytes. */
function truncateReason(reason: string): string {
  const bytes = Buffer.from(reason);
  return bytes.length <= 123
    ? reason
    : new TextDecoder().decode(bytes.subarray(0, 120), { stream: true });
}
