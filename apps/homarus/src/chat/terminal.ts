import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';

import { errorText, hasCode } from '@homarus/base';

import type { Texts } from '../texts/index.ts';

export interface TerminalOptions {
  readonly input: NodeJS.ReadableStream;
  /** Where answers go. */
  readonly output: NodeJS.WritableStream;
  /** One line beside the answers. */
  readonly tell: (line: string) => void;
  /** A person types: with a prompt, and Ctrl-C is a key. Else lines come from a program. */
  readonly isInteractive: boolean;
  readonly texts: Texts['chat'];
  /** The answer to a message, in pieces. */
  readonly ask: (text: string, signal: AbortSignal) => AsyncIterable<string>;
  /** Begins a new conversation. */
  readonly startAnew: () => void;
}

/**
 * Talks until `/quit`, the end of the input or Ctrl-C while nothing is answered. Resolves to how
 * many messages got no answer.
 */
export async function runTerminal(options: TerminalOptions): Promise<number> {
  const { input, output, texts, isInteractive } = options;
  const lines = createInterface({
    input,
    ...(isInteractive ? { output, prompt: texts.prompt } : {}),
    terminal: isInteractive,
  });
  let running: AbortController | undefined;
  lines.on('SIGINT', () => {
    const isFirst = running !== undefined && !running.signal.aborted;
    if (isFirst) running?.abort();
    else lines.close();
  });
  let failures = 0;
  if (isInteractive) lines.prompt();
  for await (const line of lines) {
    const text = line.trim();
    if (text === '/quit') break;
    if (text.startsWith('/')) command(text, options);
    else if (text !== '') {
      running = new AbortController();
      const isAnswered = await answer(text, running.signal, options);
      running = undefined;
      if (!isAnswered) failures += 1;
    }
    prompt(lines, isInteractive);
  }
  lines.close();
  return failures;
}

function prompt(lines: Interface & { readonly closed?: boolean }, isInteractive: boolean): void {
  if (isInteractive && lines.closed !== true) lines.prompt();
}

function command(text: string, { texts, tell, startAnew }: TerminalOptions): void {
  switch (text) {
    case '/help':
      tell(texts.help);
      break;
    case '/new':
      startAnew();
      tell(texts.fresh);
      break;
    default:
      tell(texts.unknown(text));
  }
}

async function answer(
  text: string,
  signal: AbortSignal,
  { ask, output, tell, texts }: TerminalOptions,
): Promise<boolean> {
  let isAtLineStart = true;
  try {
    for await (const piece of ask(text, signal)) {
      output.write(piece);
      if (piece !== '') isAtLineStart = piece.endsWith('\n');
    }
    if (!isAtLineStart) output.write('\n');
    return true;
  } catch (error) {
    if (!isAtLineStart) output.write('\n');
    tell(signal.aborted ? texts.aborted : texts.failed(reasonOf(error, texts)));
    return signal.aborted;
  }
}

function reasonOf(error: unknown, texts: Texts['chat']): string {
  return hasCode(error, 'unauthorized') ? texts.unauthorized : errorText(error);
}
