import type { ModelMessage } from '@homarus/models';

type ToolMessage = Extract<ModelMessage, { role: 'tool' }>;
export type ToolResultPart = Extract<ToolMessage['content'][number], { type: 'tool-result' }>;

/** The text of a message, its parts joined by line ends; files, calls and thoughts have none. */
export function textOf(message: ModelMessage): string {
  if (message.role === 'system') return message.content;
  return message.content
    .flatMap((part) => {
      if (part.type === 'text') return [part.text];
      return part.type === 'tool-result' ? [outputTextOf(part)] : [];
    })
    .join('\n');
}

/** What a tool answered, as text. */
export function outputTextOf({ output }: ToolResultPart): string {
  switch (output.type) {
    case 'text':
    case 'error-text':
      return output.value;
    case 'json':
    case 'error-json':
      return JSON.stringify(output.value);
    case 'execution-denied':
      return output.reason ?? 'The call was denied.';
    case 'content':
      return output.value.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
    default:
      return '';
  }
}

/** What is asked now: the text of the user's messages in the input, else of the last one before. */
export function promptOf(input: readonly ModelMessage[], history: readonly ModelMessage[]): string {
  const texts = input.filter((message) => message.role === 'user').map(textOf);
  if (texts.length > 0) return texts.join('\n');
  const last = history.findLast((message) => message.role === 'user');
  return last === undefined ? '' : textOf(last);
}
