import type { AgentStreamEvent, ChatEvent, SessionMessage } from '@homarus/protocol';

import type { RunEnd, RunEvent } from './run-event.ts';

export function textOfMessage(message: SessionMessage | undefined): string {
  if (message === undefined) return '';
  return message.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** The end that an event tells; undefined for the others. `text` is what is known to have been said. */
export function readRunEnd(event: ChatEvent, text: string): RunEnd | undefined {
  switch (event.state) {
    case 'final': {
      const { stopReason, usage } = event;
      return { type: 'end', outcome: 'done', text, stopReason, usage };
    }
    case 'aborted':
      return { type: 'end', outcome: 'aborted', text, stopReason: event.stopReason };
    case 'error': {
      const error = { message: event.errorMessage, kind: event.errorKind };
      return { type: 'end', outcome: 'failed', text, error };
    }
    default:
      return undefined;
  }
}

/** A step of a tool; undefined for what else the agent tells. */
export function readToolEvent({
  stream,
  data,
}: AgentStreamEvent): Extract<RunEvent, { type: 'tool' }> | undefined {
  if (stream !== 'tool') return undefined;
  const { phase, toolCallId, name, args, isError, result } = data;
  if (typeof toolCallId !== 'string' || typeof name !== 'string') return undefined;
  const step = { type: 'tool', toolCallId, name } as const;
  if (phase === 'start') return { ...step, phase, args };
  if (phase !== 'result') return undefined;
  return { ...step, phase, result: resultText(result), isError: isError === true };
}

function resultText(result: unknown): string {
  if (typeof result === 'string') return result;
  const content =
    typeof result === 'object' && result !== null && 'content' in result ? result.content : [];
  if (!Array.isArray(content)) return '';
  return content
    .map(({ text }: { readonly text?: unknown }) => (typeof text === 'string' ? text : ''))
    .join('');
}
