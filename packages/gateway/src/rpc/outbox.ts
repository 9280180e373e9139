import { closeCodes } from '@homarus/protocol';
import type { ResponseFrame, StateVersion } from '@homarus/protocol';
import type { WebSocket } from 'ws';

/** An event with its payload written once for all connections. */
export interface WrittenEvent {
  readonly event: string;
  /** JSON. */
  readonly payload: string;
  readonly isDroppable: boolean;
  readonly stateVersion: StateVersion | undefined;
}

/** What goes to one client. */
export interface Outbox {
  respond(frame: ResponseFrame): void;
  /** Numbers the event, or leaves a droppable one out when the client is behind. */
  send(event: WrittenEvent): void;
  /** Resolves when the client has taken in enough to be sent more, or is gone. */
  whenCaughtUp(): Promise<void>;
}

export interface OutboxOptions {
  /** Bytes that may wait for the client; with more it is dropped. */
  readonly maxBufferedBytes: number;
  /** Called once, before a client that is too slow is closed. */
  readonly onTooSlow: (bufferedBytes: number) => void;
}

/** Share of the buffer from which on a client is behind: droppable events are left out, calls wait. */
const behindShare = 1 / 16;

export function createOutbox(
  socket: WebSocket,
  { maxBufferedBytes, onTooSlow }: OutboxOptions,
): Outbox {
  let seq = 0;
  const waiting = new Set<() => void>();
  const isBehind = (): boolean =>
    socket.readyState === socket.OPEN && socket.bufferedAmount > maxBufferedBytes * behindShare;
  const onSent = (): void => {
    if (waiting.size === 0 || isBehind()) return;
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  socket.once('close', onSent);
  const write = (text: string): void => {
    if (socket.readyState !== socket.OPEN) return;
    const { bufferedAmount } = socket;
    if (bufferedAmount > maxBufferedBytes) {
      onTooSlow(bufferedAmount);
      socket.close(closeCodes.policy, 'slow consumer');
      return;
    }
    socket.send(text, onSent);
  };
  return {
    respond: (frame) => write(JSON.stringify(frame)),
    send({ event, payload, isDroppable, stateVersion }) {
      if (isDroppable && isBehind()) return;
      seq += 1;
      const version =
        stateVersion === undefined ? '' : `,"stateVersion":${JSON.stringify(stateVersion)}`;
      write(
        `{"type":"event","event":${JSON.stringify(event)},"payload":${payload},"seq":${seq}${version}}`,
      );
    },
    whenCaughtUp: () =>
      isBehind() ? new Promise((resolve) => waiting.add(resolve)) : Promise.resolve(),
  };
}
