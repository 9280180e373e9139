import type { ModelStreamPart } from '@homarus/models';

import type { ToolCall } from './events.ts';

type ToolCallPart = Extract<ModelStreamPart, { type: 'tool-call' }>;

/** A call as the model sent it. */
export interface ReceivedCall {
  readonly call: ToolCall;
  /** False when the arguments were not JSON; `call.input` is their raw text then. */
  readonly isReadable: boolean;
  /** What the provider wants back with the call in the next round. */
  readonly providerOptions: ToolCallPart['providerMetadata'];
}

export type CallReader = (part: ToolCallPart) => ReceivedCall;

/**
 * Reads calls of one run. Ids that are missing or taken get a new one: results are matched to calls by
 * id, and some model servers number the calls of every answer from 0.
 */
export function createCallReader(): CallReader {
  const taken = new Set<string>();
  const uniqueId = (wanted: string): string => {
    const id = wanted === '' || taken.has(wanted) ? `${wanted || 'call'}_${taken.size}` : wanted;
    if (taken.has(id)) return uniqueId(id);
    taken.add(id);
    return id;
  };
  return (part) => {
    const { isReadable, input } = readArguments(part.input);
    return {
      call: { toolCallId: uniqueId(part.toolCallId), toolName: part.toolName, input },
      isReadable,
      providerOptions: part.providerMetadata,
    };
  };
}

function readArguments(text: string): { readonly isReadable: boolean; readonly input: unknown } {
  // Models write nothing at all for a tool without arguments.
  if (text.trim() === '') return { isReadable: true, input: {} };
  try {
    return { isReadable: true, input: JSON.parse(text) as unknown };
  } catch {
    return { isReadable: false, input: text };
  }
}
