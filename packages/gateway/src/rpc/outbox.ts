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
}

export interface OutboxOptions {
  /** Bytes that may wait for the client; with more it is dropped. */
  readonly maxBufferedBytes: number;
  /** Called once, before a client that is too slow is closed. */
  readonly onTooSlow: (bufferedBytes: number) => void;
}

/** Share of the buffer from which on droppable events are left out. */
const behindShare = 1 / 16;

export function createOutbox(
  socket: WebSocket,
  { maxBufferedBytes, onTooSlow }: OutboxOptions,
): Outbox {
  let seq = 0;
  const write = (text: string): void => {
    if (socket.readyState !== socket.OPEN) return;
    const { bufferedAmount } = socket;
    if (bufferedAmount > maxBufferedBytes) {
      onTooSlow(bufferedAmount);
      socket.close(closeCodes.policy, 'slow consumer');
      return;
    }
    socket.send(text);
  };
  return {
    respond: (frame) => write(JSON.stringify(frame)),
    send({ event, payload, isDroppable, stateVersion }) {
      if (isDroppable && socket.bufferedAmount > maxBufferedBytes * behindShare) return;
      seq += 1;
      const version =
        stateVersion === undefined ? '' : `,"stateVersion":${JSON.stringify(stateVersion)}`;
      write(
        `{"type":"event","event":${JSON.stringify(event)},"payload":${payload},"seq":${seq}${version}}`,
      );
    },
  };
}
