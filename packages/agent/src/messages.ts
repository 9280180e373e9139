import type { ModelMessage, ModelPrompt } from '@homarus/models';

import type { AnsweredCall } from './loop-breaker.ts';
import type { ReceivedCall } from './received-call.ts';

type AssistantMessage = Extract<ModelMessage, { role: 'assistant' }>;
type AssistantPart = AssistantMessage['content'][number];
type UserMessage = Extract<ModelMessage, { role: 'user' }>;

/** What one round said and called; undefined when it did neither. */
export function toAssistantMessage(
  text: string,
  calls: readonly ReceivedCall[],
): AssistantMessage | undefined {
  const content: AssistantPart[] = text === '' ? [] : [{ type: 'text', text }];
  for (const { call, providerOptions } of calls) {
    content.push({
      type: 'tool-call',
      toolCallId: call.toolCallId,
      toolName: call.toolName,
      // Providers refuse a conversation whose calls have arguments that are no object.
      input: isObject(call.input) ? call.input : {},
      ...(providerOptions === undefined ? {} : { providerOptions }),
    });
  }
  return content.length === 0 ? undefined : { role: 'assistant', content };
}

/** The results of one round, in the order given. */
export function toToolMessage(answered: readonly AnsweredCall[]): ModelMessage {
  return {
    role: 'tool',
    content: answered.map(({ call, result }) => ({
      type: 'tool-result',
      toolCallId: call.toolCallId,
      toolName: call.toolName,
      output: { type: result.isError === true ? 'error-text' : 'text', value: result.text },
    })),
  };
}

/** The prompt of a round. A file's URL comes out of a log as text; models want it as a `URL`. */
export function toPrompt(system: string, messages: readonly ModelMessage[]): ModelPrompt {
  const prompt: ModelPrompt = system === '' ? [] : [{ role: 'system', content: system }];
  for (const message of messages)
    prompt.push(message.role === 'user' ? withUrls(message) : message);
  return prompt;
}

function withUrls(message: UserMessage): UserMessage {
  const content = message.content.map((part) =>
    part.type === 'file' && part.data.type === 'url'
      ? { ...part, data: { ...part.data, url: new URL(part.data.url) } }
      : part,
  );
  return { ...message, content };
}

/** The text of the last user message; empty when there is none. */
export function lastUserText(messages: readonly ModelMessage[]): string {
  const last = messages.findLast((message) => message.role === 'user');
  return last === undefined
    ? ''
    : last.content.map((part) => (part.type === 'text' ? part.text : '')).join(' ');
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
