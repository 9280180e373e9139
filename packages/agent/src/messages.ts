import type { ModelMessage } from '@homarus/models';

import type { AnsweredCall } from './loop-breaker.ts';
import type { ReceivedCall } from './received-call.ts';

type AssistantMessage = Extract<ModelMessage, { role: 'assistant' }>;
type AssistantPart = AssistantMessage['content'][number];

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

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
