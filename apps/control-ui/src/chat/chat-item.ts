import type { RecalledItem } from '@homarus/protocol';

import type { Problem } from '../problems/problem.ts';

/** One line of a conversation as a person sees it. */
export type ChatItem = UserItem | AnswerItem | NoteItem | ReplacedItem;

export interface UserItem {
  readonly kind: 'user';
  /** Stable while it is shown. */
  readonly id: string;
  readonly text: string;
  readonly files: readonly ShownFile[];
  /** Unix milliseconds. */
  readonly at: number;
  /** Absent for what the log has. */
  readonly waiting?: Waiting;
}

/** Where a message is that the log does not have yet. */
export interface Waiting {
  readonly runId: string;
  readonly state: 'sending' | 'queued' | 'failed';
  /** Of `failed`. */
  readonly problem?: Problem;
}

export interface ShownFile {
  readonly name: string;
  readonly mimeType: string;
  /** A `data:` URL of a picture that this browser has. */
  readonly picture?: string;
}

/** Everything that was said and done to answer one message. */
export interface AnswerItem {
  readonly kind: 'answer';
  readonly id: string;
  readonly runId: string | undefined;
  readonly parts: readonly AnswerPart[];
  readonly at: number;
  readonly isBusy: boolean;
  /** What it does while nothing is said yet. */
  readonly phase?: string;
  readonly note: RunNote;
}

export type AnswerPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly text: string }
  | ToolStep;

export interface ToolStep {
  readonly type: 'tool';
  readonly id: string;
  readonly name: string;
  readonly args: unknown;
  /** Absent while it runs. */
  readonly result?: string;
  readonly isError: boolean;
}

/** What the log says by itself: that older messages were summed up. */
export interface NoteItem {
  readonly kind: 'note';
  readonly id: string;
  readonly text: string;
}

/** What was said before a person changed a message of theirs: the model does not see it any more. */
export interface ReplacedItem {
  readonly kind: 'replaced';
  readonly id: string;
  readonly items: readonly ChatItem[];
}

/** What is known of a run beside its messages. */
export interface RunNote {
  /** `<provider>/<model>` that answered. */
  readonly answeredBy?: string;
  /** What memory gave; empty when it gave nothing. */
  readonly recalled?: readonly RecalledItem[];
  /** Steps of memory that did not work fully. */
  readonly degraded?: readonly string[];
  readonly outcome?: 'done' | 'aborted' | 'failed';
  /** Of `failed`. */
  readonly error?: string;
  /** Of `failed`: what kind of error it was, as far as the gateway says it. */
  readonly errorCode?: string;
}
