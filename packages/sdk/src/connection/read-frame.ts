import type { EventFrame, ResponseFrame } from '@homarus/protocol';

export type ServerFrame = ResponseFrame | EventFrame;

/** A frame of the gateway; undefined for what is none, which a newer gateway may send. */
export function readServerFrame(data: unknown): ServerFrame | undefined {
  if (typeof data !== 'string') return undefined;
  const frame = parse(data);
  if (typeof frame !== 'object' || frame === null || !('type' in frame)) return undefined;
  if (frame.type === 'res') {
    return 'id' in frame && typeof frame.id === 'string' && 'ok' in frame
      ? (frame as ResponseFrame)
      : undefined;
  }
  return frame.type === 'event' && 'event' in frame && typeof frame.event === 'string'
    ? (frame as EventFrame)
    : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
