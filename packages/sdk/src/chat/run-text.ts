import type { RunEvent } from './run-event.ts';

/** What a run has said so far. Events tell all of it each time, and may come late or not at all. */
export interface RunText {
  readonly value: string;
  /** The event that brings a listener up to this text; undefined when there is nothing new in it. */
  grow(text: string): Extract<RunEvent, { type: 'text' }> | undefined;
}

export function createRunText(): RunText {
  let value = '';
  return {
    get value() {
      return value;
    },
    grow(text) {
      if (value.startsWith(text)) return undefined;
      const isContinued = text.startsWith(value);
      const delta = isContinued ? text.slice(value.length) : text;
      value = text;
      return { type: 'text', delta, text, ...(isContinued ? {} : { isRewritten: true }) };
    },
  };
}
