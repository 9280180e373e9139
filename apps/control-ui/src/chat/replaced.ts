import type { SessionMessage } from '@homarus/protocol';

/** Messages whose place another one took. */
export interface ReplacedMessages {
  readonly replaced: readonly SessionMessage[];
}

/** A log as its conversation goes on: what was replaced is kept together, before what took its place. */
export function foldReplaced(
  messages: readonly SessionMessage[],
): readonly (SessionMessage | ReplacedMessages)[] {
  const folded: (SessionMessage | ReplacedMessages)[] = [];
  for (const message of messages) {
    const from = message.__openclaw?.replacesSeq;
    let first = from === undefined ? -1 : folded.findIndex((part) => firstSeqOf(part) >= from);
    // What was changed before, and is changed again, is one story.
    if (first > 0 && 'replaced' in (folded[first - 1] ?? message)) first -= 1;
    if (first !== -1) folded.push({ replaced: folded.splice(first).flatMap(messagesOf) });
    folded.push(message);
  }
  return folded;
}

function messagesOf(part: SessionMessage | ReplacedMessages): readonly SessionMessage[] {
  return 'replaced' in part ? part.replaced : [part];
}

function firstSeqOf(part: SessionMessage | ReplacedMessages): number {
  return messagesOf(part)[0]?.__openclaw?.seq ?? 0;
}
