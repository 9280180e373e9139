import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';

import { createEventQueue } from '@homarus/base';

import { maxHistoryLines } from './line-history.ts';
import type { LineHistory } from './line-history.ts';
import { pausableOutput } from './pausable-output.ts';
import type { PausableOutput } from './pausable-output.ts';

export interface KeyboardOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** A person types: with a prompt, and Ctrl-C is a key. Else lines come from a program. */
  readonly isInteractive: boolean;
  readonly texts: { readonly prompt: string; readonly morePrompt: string };
  readonly history?: LineHistory;
}

/** Terminals mark what is pasted when they are asked to. */
const markPastes = '\x1B[?2004h';
const markNoPastes = '\x1B[?2004l';

/**
 * What is typed, as messages: a line that ends in a backslash goes on in the next one, and so do lines
 * that are pasted together. While an answer is written, what is typed is not shown in between; a message
 * that was typed ahead stands behind a prompt when its turn comes.
 */
export class Keyboard {
  readonly #options: KeyboardOptions;
  readonly #shown: PausableOutput;
  readonly #lines: Interface;
  readonly #queue = createEventQueue<{ readonly text: string; readonly isAhead: boolean }>();
  /** Of a message that goes on. */
  #begun: string[] = [];
  #ahead = 0;
  #isPasting = false;
  #isClosed = false;
  #running: AbortController | undefined;
  #waiting: ((line: string) => void) | undefined;

  constructor(options: KeyboardOptions) {
    const { input, output, isInteractive, texts, history } = options;
    this.#options = options;
    this.#shown = pausableOutput(output);
    this.#lines = createInterface({
      input,
      ...(isInteractive ? { output: this.#shown.stream, prompt: texts.prompt } : {}),
      ...(history === undefined ? {} : { history: [...history.lines] }),
      historySize: maxHistoryLines,
      terminal: isInteractive,
    });
    this.#lines.on('line', (line) => this.#receive(line));
    this.#lines.on('history', (kept: readonly string[]) => history?.save(kept));
    this.#lines.on('close', () => this.#end());
    this.#lines.on('SIGINT', () => this.#interrupt());
    if (!isInteractive) return;
    input.on('keypress', this.#watchPastes);
    output.write(markPastes);
  }

  /** Ends with the input, and by `close`. */
  async *messages(): AsyncGenerator<string, void> {
    const { output, isInteractive, texts } = this.#options;
    for await (const { text, isAhead } of this.#queue) {
      if (isAhead) this.#ahead -= 1;
      if (isAhead && isInteractive) output.write(`${texts.prompt}${text}\n`);
      yield text;
    }
  }

  /** Whether the input ended in the middle of a message. */
  get isUnfinished(): boolean {
    return this.#begun.join('').trim() !== '';
  }

  prompt(): void {
    const { isInteractive, texts } = this.#options;
    if (!isInteractive || this.#isClosed || this.#ahead > 0) return;
    this.#lines.setPrompt(this.#begun.length > 0 ? texts.morePrompt : texts.prompt);
    this.#lines.prompt(true);
  }

  /** Resolves with the next line; with an empty one when nobody is there any more, or Ctrl-C is hit. */
  ask(question: string): Promise<string> {
    if (this.#isClosed) return Promise.resolve('');
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#waiting = resolve;
    const lastLine = question.lastIndexOf('\n') + 1;
    this.#options.output.write(question.slice(0, lastLine));
    this.#shown.resume();
    this.#lines.setPrompt(question.slice(lastLine));
    this.#lines.prompt(true);
    return promise;
  }

  /** From now on Ctrl-C and `/stop` end the answer. */
  startAnswer(): AbortSignal {
    this.#running = new AbortController();
    this.#shown.pause();
    return this.#running.signal;
  }

  endAnswer(): void {
    this.#running = undefined;
    this.#shown.resume();
  }

  close(): void {
    this.#isClosed = true;
    this.#lines.close();
  }

  #receive(line: string): void {
    if (this.#waiting !== undefined) this.#answerQuestion(line);
    else if (this.#running !== undefined && line.trim() === '/stop') this.#running.abort();
    else this.#collect(line);
  }

  #collect(line: string): void {
    const goesOn = line.endsWith('\\');
    this.#begun.push(goesOn ? line.slice(0, -1) : line);
    if (this.#isPasting) return;
    if (goesOn) {
      this.prompt();
      return;
    }
    const text = this.#begun.join('\n');
    this.#begun = [];
    const isAhead = this.#running !== undefined;
    if (isAhead) this.#ahead += 1;
    this.#queue.push({ text, isAhead });
  }

  #answerQuestion(line: string): void {
    const answer = this.#waiting;
    this.#waiting = undefined;
    if (this.#running !== undefined) this.#shown.pause();
    answer?.(line);
  }

  #interrupt(): void {
    if (this.#running !== undefined && !this.#running.signal.aborted) {
      this.#running.abort();
      this.#answerQuestion('');
    } else if (this.#lines.line !== '' || this.#begun.length > 0) this.#forgetLine();
    else this.#lines.close();
  }

  #forgetLine(): void {
    this.#begun = [];
    this.#lines.write(null, { ctrl: true, name: 'e' });
    this.#lines.write(null, { ctrl: true, name: 'u' });
    this.#options.output.write('\n');
    this.prompt();
  }

  #end(): void {
    const { input, output, isInteractive } = this.#options;
    if (isInteractive) {
      input.off('keypress', this.#watchPastes);
      // What the shell says next begins on a line of its own.
      output.write(this.#isClosed ? markNoPastes : `${markNoPastes}\n`);
    }
    this.#isClosed = true;
    this.#answerQuestion('');
    this.#queue.close();
  }

  readonly #watchPastes = (_text: unknown, key: { readonly name?: string } = {}): void => {
    if (key.name === 'paste-start') this.#isPasting = true;
    if (key.name === 'paste-end') this.#isPasting = false;
  };
}
