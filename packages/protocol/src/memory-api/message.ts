import * as v from 'valibot';

import { firstIssueOf, IdText, Instant, listOf } from '../schemas.ts';

export const MessageRole = v.picklist(['user', 'assistant', 'system', 'tool', 'toolResult']);
export type MessageRole = v.InferOutput<typeof MessageRole>;

/** One part of a structured message. Its `text` is searched; whatever else it has is kept. */
const MessagePart = v.looseObject({
  type: IdText,
  text: v.exactOptional(v.string()),
});

/** Of calls that hand messages over. */
export const handOverFields = {
  /**
   * When they were first handed over, for who keeps them and sends them again. What is older than the
   * erasure of its person is refused then: `conflict`, `details.reason` `erased`.
   */
  sentAt: v.exactOptional(Instant),
} as const;

/** One entry of a conversation. */
export const Message = v.object({
  /** Any text of the caller, unique in its session. Assigned when absent. */
  id: v.exactOptional(IdText),
  role: MessageRole,
  content: firstIssueOf(v.union([v.string(), listOf(MessagePart, { max: 10_000 })])),
  /** When it was said: Unix milliseconds or an ISO 8601 text. The time of the call when absent. */
  createdAt: v.exactOptional(Instant),
  senderId: v.exactOptional(IdText),
  /** Who spoke, where several do. */
  name: v.exactOptional(IdText),
  /** It only repeats what memory holds: it is kept, but neither found nor learned from. */
  isEcho: v.exactOptional(v.boolean()),
});
/** As a caller writes it. */
export type MessageInput = v.InferInput<typeof Message>;
/** As it was understood: `createdAt` in Unix milliseconds. */
export type Message = v.InferOutput<typeof Message>;

/** What a message says, as answers carry it. */
export type MessageContent =
  | string
  | readonly { readonly type: string; readonly text?: string; readonly [key: string]: unknown }[];

/** How many messages one call may carry. */
export const maxMessages = 10_000;
