import type { ModelMessage } from '@homarus/models';
import type { SessionContent, SessionMessage } from '@homarus/protocol';
import { replacedPositionOf } from '@homarus/sessions';
import type { SessionEntry } from '@homarus/sessions';

import { outputTextOf } from '../turns/message-text.ts';

/** The id of an entry for clients; positions count from 0. */
export function toMessageId({ sessionId, position }: SessionEntry): string {
  return `${sessionId}:${position}`;
}

/** The position of an entry of this session; undefined for the id of none. */
export function parseMessageId(sessionId: string, id: string): number | undefined {
  const position = id.startsWith(`${sessionId}:`) ? id.slice(sessionId.length + 1) : '';
  return /^\d{1,9}$/u.test(position) ? Number(position) : undefined;
}

/** The messages that clients see of one entry: one, or one a tool result; a compaction is a note. */
export function toChatMessages(entry: SessionEntry): readonly SessionMessage[] {
  const { message, createdAt: timestamp, position, runId } = entry;
  const run = runId === undefined ? {} : { runId };
  const from = replacedPositionOf(message);
  const replaced = from === undefined ? {} : { replacesSeq: from + 1 };
  const place = { id: toMessageId(entry), seq: position + 1, ...run, ...replaced };
  const own = { timestamp, __openclaw: place };
  switch (message.role) {
    case 'system':
      return [{ ...own, role: 'system', content: [{ type: 'text', text: message.content }] }];
    case 'tool':
      return message.content.flatMap((part): SessionMessage[] =>
        part.type === 'tool-result'
          ? [
              {
                ...own,
                role: 'toolResult',
                toolCallId: part.toolCallId,
                toolName: part.toolName,
                isError: part.output.type.startsWith('error'),
                content: [{ type: 'text', text: outputTextOf(part) }],
              },
            ]
          : [],
      );
    default:
      return [{ ...own, role: message.role, content: toContent(message) }];
  }
}

type Spoken = Extract<ModelMessage, { role: 'user' | 'assistant' }>;

function toContent({ content }: Spoken): readonly SessionContent[] {
  return content.flatMap((part): SessionContent[] => {
    switch (part.type) {
      case 'text':
        return [{ type: 'text', text: part.text }];
      case 'tool-call':
        return [
          { type: 'toolCall', id: part.toolCallId, name: part.toolName, arguments: part.input },
        ];
      case 'file':
        return [{ type: 'image', mimeType: part.mediaType, omitted: true }];
      default:
        return [];
    }
  });
}

/** What the assistant has said so far in a run. */
export function toAssistantMessage(text: string, timestamp: number): SessionMessage {
  return { role: 'assistant', content: [{ type: 'text', text }], timestamp };
}
