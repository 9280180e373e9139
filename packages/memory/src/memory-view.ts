import { stateOf } from './record.ts';
import type { MemoryRecord } from './record.ts';

/** A memory as people and other programs are shown it: flat, without what only the engine compares. */
export function toMemoryView(memory: MemoryRecord) {
  const { source, fingerprint: _internal, ...rest } = memory;
  return {
    ...rest,
    state: stateOf(memory),
    provenance: source.provenance,
    sourceSessionId: source.sessionId,
    sourceMessageIds: source.messageIds,
    quote: source.quote,
    saidAt: source.saidAt,
  };
}

export type MemoryView = ReturnType<typeof toMemoryView>;
