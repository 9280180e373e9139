import type { MessageContent, MessageRole, StoredMessage } from '@homarus/memory';

import { fromJson, orNull, orUndefined, toFlag, toJson } from './columns.ts';
import type { Flag } from './columns.ts';

export interface MessageTable {
  readonly key: string;
  readonly account_id: string;
  readonly user_id: string;
  readonly agent_id: string;
  readonly session_id: string;
  readonly position: number;
  readonly id: string;
  readonly role: string;
  /** JSON: a string or a list of parts. */
  readonly content: string;
  /** JSON string; null when it is the content itself. */
  readonly text: string | null;
  readonly content_hash: string;
  readonly name: string | null;
  readonly sender_id: string | null;
  readonly turn_id: string | null;
  readonly is_heartbeat: Flag;
  readonly is_echo: Flag;
  readonly created_at: number;
  readonly recorded_at: number;
}

export function toMessageRow(message: StoredMessage): MessageTable {
  return {
    key: message.key,
    account_id: message.accountId,
    user_id: message.userId,
    agent_id: message.agentId,
    session_id: message.sessionId,
    position: message.position,
    id: message.id,
    role: message.role,
    content: toJson(message.content),
    text: message.content === message.text ? null : toJson(message.text),
    content_hash: message.contentHash,
    name: orNull(message.name),
    sender_id: orNull(message.senderId),
    turn_id: orNull(message.turnId),
    is_heartbeat: toFlag(message.isHeartbeat),
    is_echo: toFlag(message.isEcho),
    created_at: message.createdAt,
    recorded_at: message.recordedAt,
  };
}

export function fromMessageRow(row: MessageTable): StoredMessage {
  const content = fromJson(row.content) as MessageContent;
  return {
    key: row.key,
    id: row.id,
    accountId: row.account_id,
    userId: row.user_id,
    agentId: row.agent_id,
    sessionId: row.session_id,
    position: row.position,
    role: row.role as MessageRole,
    content,
    text: row.text === null ? (content as string) : (fromJson(row.text) as string),
    contentHash: row.content_hash,
    name: orUndefined(row.name),
    senderId: orUndefined(row.sender_id),
    turnId: orUndefined(row.turn_id),
    isHeartbeat: row.is_heartbeat === 1,
    isEcho: row.is_echo === 1,
    createdAt: row.created_at,
    recordedAt: row.recorded_at,
  };
}
