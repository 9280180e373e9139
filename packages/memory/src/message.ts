export const messageRoles = ['user', 'assistant', 'system', 'tool', 'toolResult'] as const;

export type MessageRole = (typeof messageRoles)[number];

/** One part of a structured message. `text` (or `content` of a tool result) is searched, the rest is kept. */
export interface MessagePart {
  readonly type: string;
  readonly text?: string;
  readonly [key: string]: unknown;
}

export type MessageContent = string | readonly MessagePart[];

/** A message as a caller hands it over. */
export interface IncomingMessage {
  /** Any string, unique in its session. Assigned when absent. */
  readonly id?: string;
  readonly role: MessageRole;
  readonly content: MessageContent;
  /** Unix milliseconds; the time of capture when absent. */
  readonly createdAt?: number;
  readonly senderId?: string;
  /** Who spoke, where several do; searched together with the text. */
  readonly name?: string;
  /**
   * True for text that only repeats what memory holds (a reply of the offline model): it is stored
   * verbatim, but neither indexed nor learned from, so that memory does not echo itself.
   */
  readonly isEcho?: boolean;
}

/** One verbatim entry of a conversation as it is stored. */
export interface StoredMessage {
  /** Ours, unique everywhere: `msg_...`. */
  readonly key: string;
  /** The caller's id, or {@link key} when there was none. Unique in its session. */
  readonly id: string;
  readonly accountId: string;
  readonly userId: string;
  readonly agentId: string;
  readonly sessionId: string;
  /** Place in the session, counted from 0 without gaps. */
  readonly position: number;
  readonly role: MessageRole;
  readonly content: MessageContent;
  /** What is searched and quoted: the content's text, injected blocks cut. */
  readonly text: string;
  readonly contentHash: string;
  readonly name: string | undefined;
  readonly senderId: string | undefined;
  /** The turn it belongs to, once a turn has claimed it. */
  readonly turnId: string | undefined;
  readonly isHeartbeat: boolean;
  readonly isEcho: boolean;
  readonly createdAt: number;
  readonly recordedAt: number;
}
