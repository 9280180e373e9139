import { AppError } from '@homarus/base';
import type { ModelMessage } from '@homarus/models';

import type { ToolResultPart } from './message-text.ts';

type ToolMessage = Extract<ModelMessage, { role: 'tool' }>;

/**
 * Gives each result of a caller's tool the name of its tool, which OpenAI's wire does not carry, from
 * the calls before it. Throws `invalid_request` for a result that answers no call.
 */
export function nameToolResults(
  history: readonly ModelMessage[],
  input: readonly ModelMessage[],
): readonly ModelMessage[] {
  const names = new Map(
    [...history, ...input].flatMap((message) =>
      message.role === 'assistant'
        ? message.content.flatMap((part) =>
            part.type === 'tool-call' ? [[part.toolCallId, part.toolName] as const] : [],
          )
        : [],
    ),
  );
  return input.map((message) =>
    message.role === 'tool'
      ? {
          ...message,
          content: message.content.map((part) =>
            part.type === 'tool-result' ? named(part, names) : part,
          ),
        }
      : message,
  );
}

function named(part: ToolResultPart, names: ReadonlyMap<string, string>): ToolResultPart {
  const toolName = names.get(part.toolCallId);
  if (toolName !== undefined) return { ...part, toolName };
  throw new AppError(
    'invalid_request',
    `The tool result '${part.toolCallId}' answers no call of this conversation; send the call before it, or name the session of the call.`,
    { details: { path: 'input', received: part.toolCallId } },
  );
}

/**
 * Makes a window that every provider accepts: a call that nobody answered (its caller went on with
 * something else, or the process ended) gets a result that says so, and a result without its call is
 * left out.
 */
export function repairToolCalls(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  const repaired: ModelMessage[] = [];
  let open = new Map<string, string>();
  const close = (): void => {
    if (open.size > 0) repaired.push(unanswered(open));
    open = new Map();
  };
  for (const message of messages) {
    if (message.role === 'tool') {
      const content = message.content.filter(
        (part) => part.type !== 'tool-result' || open.delete(part.toolCallId),
      );
      if (content.length > 0) repaired.push({ ...message, content });
      continue;
    }
    close();
    repaired.push(message);
    if (message.role === 'assistant') open = callsOf(message);
  }
  close();
  return repaired;
}

function callsOf(message: Extract<ModelMessage, { role: 'assistant' }>): Map<string, string> {
  return new Map(
    message.content.flatMap((part) =>
      part.type === 'tool-call' && part.providerExecuted !== true
        ? [[part.toolCallId, part.toolName] as const]
        : [],
    ),
  );
}

function unanswered(open: ReadonlyMap<string, string>): ToolMessage {
  return {
    role: 'tool',
    content: [...open].map(([toolCallId, toolName]) => ({
      type: 'tool-result',
      toolCallId,
      toolName,
      output: { type: 'error-text', value: 'This call was never answered.' },
    })),
  };
}

/** Messages as they come back from a log of JSON: addresses of files are texts there. */
export function reviveMessage(message: ModelMessage): ModelMessage {
  if (message.role !== 'user') return message;
  const content = message.content.map((part) =>
    part.type === 'file' && part.data.type === 'url'
      ? { ...part, data: { type: 'url' as const, url: new URL(String(part.data.url)) } }
      : part,
  );
  return { ...message, content };
}
