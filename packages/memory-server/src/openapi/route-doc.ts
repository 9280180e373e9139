import type * as v from 'valibot';

/** A sentence in every language of the documentation. */
export interface DocText {
  readonly en: string;
  readonly zh: string;
}

export type DocLanguage = keyof DocText;

/** What the documentation says of a route. */
export interface RouteDoc {
  /** What it does, in a few words. */
  readonly summary: DocText;
  /** What it takes: the body, or of a GET and DELETE the query. Absent: nothing. */
  readonly body?: v.GenericSchema;
  /** What is in the answer of a 200, and what is worth knowing about it. */
  readonly answer: DocText;
  /** Other than JSON: `text/plain`. */
  readonly answerType?: string;
}
