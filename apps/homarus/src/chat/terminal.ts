import { errorText, hasCode } from '@homarus/base';

import type { Texts } from '../texts/index.ts';
import { Keyboard } from './keyboard.ts';
import type { KeyboardOptions } from './keyboard.ts';
import type { Screen } from './screen.ts';

/** A piece of an answer, or a line beside it. */
export type AnswerPiece = string | { readonly notice: string };

/** Asks the person and resolves with the line that is typed; undefined when nobody can be asked. */
export type AskPerson = ((question: string) => Promise<string>) | undefined;

export interface TerminalOptions extends KeyboardOptions {
  readonly screen: Screen;
  readonly texts: Texts['chat'];
  /** The answer to a message, in pieces; to {@link retry} the one that the last message did not get. */
  readonly ask: (
    text: string,
    signal: AbortSignal,
    askPerson: AskPerson,
  ) => AsyncIterable<AnswerPiece>;
  /** Does what a line after `/` says, but for `/help`, `/quit` and `/stop`; false: there is none. */
  readonly command: (name: string, rest: string) => Promise<boolean>;
}

/** What is typed for another try. */
export const retry = '/retry';

/**
 * Talks until `/quit`, the end of the input or Ctrl-C while nothing is answered. Resolves to how
 * many messages got no answer.
 */
export async function runTerminal(options: TerminalOptions): Promise<number> {
  const { texts, screen, isInteractive } = options;
  const keyboard = new Keyboard(options);
  let failures = 0;
  keyboard.prompt();
  for await (const message of keyboard.messages()) {
    const text = message.trim();
    if (text === '/quit') break;
    if (text.startsWith('/') && text !== retry) await runCommand(text, options);
    else if (text !== '') {
      const signal = keyboard.startAnswer();
      const askPerson: AskPerson = isInteractive ? (question) => keyboard.ask(question) : undefined;
      const isAnswered = await answer(text, signal, { ...options, askPerson });
      keyboard.endAnswer();
      if (!isAnswered) failures += 1;
      if (!isAnswered && isInteractive && text !== retry) screen.tell(texts.retryHint);
    }
    keyboard.prompt();
  }
  if (keyboard.isUnfinished) screen.tell(texts.unfinished);
  keyboard.close();
  return failures;
}

async function runCommand(
  text: string,
  { texts, screen: { tell }, command }: TerminalOptions,
): Promise<void> {
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
  { ask, askPerson, screen, texts }: TerminalOptions & { readonly askPerson: AskPerson },
): Promise<boolean> {
  try {
    for await (const piece of ask(text, signal, askPerson)) {
      if (typeof piece === 'string') screen.write(piece);
      else screen.tell(piece.notice);
    }
    screen.endLine();
    return true;
  } catch (error) {
    screen.tell(signal.aborted ? texts.aborted : texts.failed(reasonOf(error, texts)));
    return signal.aborted;
  }
}

function reasonOf(error: unknown, texts: Texts['chat']): string {
  return hasCode(error, 'unauthorized') ? texts.unauthorized : errorText(error);
}
