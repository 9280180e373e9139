import { createInterface } from 'node:readline';

import { createEventQueue, errorText, hasCode } from '@homarus/base';

import type { Texts } from '../texts/index.ts';
import { maxHistoryLines } from './line-history.ts';
import type { LineHistory } from './line-history.ts';

/** A piece of an answer, or a line beside it. */
export type AnswerPiece = string | { readonly notice: string };

/** Asks the person and resolves with the line that is typed; undefined when nobody can be asked. */
export type AskPerson = ((question: string) => Promise<string>) | undefined;

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
  readonly ask: (
    text: string,
    signal: AbortSignal,
    askPerson: AskPerson,
  ) => AsyncIterable<AnswerPiece>;
  /** Does what a line after `/` says, but for `/help`, `/quit` and `/stop`; false: there is none. */
  readonly command: (name: string, rest: string) => Promise<boolean>;
  readonly history?: LineHistory;
}

/**
 * Talks until `/quit`, the end of the input or Ctrl-C while nothing is answered. Resolves to how
 * many messages got no answer.
 */
export async function runTerminal(options: TerminalOptions): Promise<number> {
  const { texts, isInteractive } = options;
  const keyboard = openKeyboard(options);
  let failures = 0;
  let begun = '';
  keyboard.prompt();
  for await (const line of keyboard.lines) {
    if (line.endsWith('\\')) {
      begun += `${line.slice(0, -1)}\n`;
      continue;
    }
    const text = `${begun}${line}`.trim();
    begun = '';
    if (text === '/quit') break;
    if (text.startsWith('/')) await runCommand(text, options);
    else if (text !== '') {
      const running = keyboard.startAnswer();
      const askPerson = isInteractive ? keyboard.ask : undefined;
      const isAnswered = await answer(text, running.signal, { ...options, askPerson });
      keyboard.endAnswer();
      if (!isAnswered) failures += 1;
    }
    keyboard.prompt();
  }
  if (begun.trim() !== '') options.tell(texts.unfinished);
  keyboard.close();
  return failures;
}

interface Keyboard {
  /** Lines that are messages or commands. */
  readonly lines: AsyncIterable<string>;
  prompt(): void;
  ask(question: string): Promise<string>;
  /** From now on Ctrl-C and `/stop` end the answer. */
  startAnswer(): AbortController;
  endAnswer(): void;
  close(): void;
}

function openKeyboard({ input, output, isInteractive, texts, history }: TerminalOptions): Keyboard {
  const lines = createInterface({
    input,
    ...(isInteractive ? { output, prompt: texts.prompt } : {}),
    ...(history === undefined ? {} : { history: [...history.lines] }),
    historySize: maxHistoryLines,
    terminal: isInteractive,
  });
  const queue = createEventQueue<string>();
  let running: AbortController | undefined;
  let waiting: ((line: string) => void) | undefined;
  let isClosed = false;
  lines.on('line', (line) => {
    const wanted = waiting;
    waiting = undefined;
    if (wanted !== undefined) wanted(line);
    else if (running !== undefined && line.trim() === '/stop') running.abort();
    else queue.push(line);
  });
  lines.on('history', (kept: readonly string[]) => history?.save(kept));
  lines.on('close', () => {
    isClosed = true;
    waiting?.('');
    queue.close();
  });
  lines.on('SIGINT', () => {
    const isFirst = running !== undefined && !running.signal.aborted;
    if (isFirst) running?.abort();
    else lines.close();
  });
  return {
    lines: queue,
    prompt: () => {
      if (isInteractive && !isClosed) lines.prompt();
    },
    ask(question) {
      if (isClosed) return Promise.resolve('');
      output.write(question);
      const { promise, resolve } = Promise.withResolvers<string>();
      waiting = resolve;
      return promise;
    },
    startAnswer: () => (running = new AbortController()),
    endAnswer: () => {
      running = undefined;
    },
    close: () => lines.close(),
  };
}

async function runCommand(text: string, { texts, tell, command }: TerminalOptions): Promise<void> {
  const [, name = '', rest = ''] = /^\/(\S*)\s*(.*)$/su.exec(text) ?? [];
  try {
    if (name === 'help') tell(texts.help);
    else if (name === 'stop') tell(texts.nothingToStop);
    else if (!(await command(name, rest))) tell(texts.unknown(`/${name}`));
  } catch (error) {
    tell(texts.commandFailed(errorText(error)));
  }
}

async function answer(
  text: string,
  signal: AbortSignal,
  { ask, askPerson, output, tell, texts }: TerminalOptions & { readonly askPerson: AskPerson },
): Promise<boolean> {
  let isAtLineStart = true;
  const endLine = (): void => {
    if (!isAtLineStart) output.write('\n');
    isAtLineStart = true;
  };
  try {
    for await (const piece of ask(text, signal, askPerson)) {
      if (typeof piece !== 'string') {
        endLine();
        tell(piece.notice);
        continue;
      }
      output.write(piece);
      if (piece !== '') isAtLineStart = piece.endsWith('\n');
    }
    endLine();
    return true;
  } catch (error) {
    endLine();
    tell(signal.aborted ? texts.aborted : texts.failed(reasonOf(error, texts)));
    return signal.aborted;
  }
}

function reasonOf(error: unknown, texts: Texts['chat']): string {
  return hasCode(error, 'unauthorized') ? texts.unauthorized : errorText(error);
}
