import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';

import { maxAttachmentBytes, readAttachments } from './attachments.ts';
import type { Attachment } from './attachments.ts';

/** An earlier message that is changed. */
export interface Replaced {
  readonly sessionKey: string;
  readonly messageId: string;
  /** They do not come along by themselves. */
  readonly hasFiles: boolean;
}

/** The message that is being written. */
export interface Draft {
  readonly text: Signal<string>;
  readonly attachments: Signal<readonly Attachment[]>;
  /** What it is to take the place of; undefined when it goes on at the end. */
  readonly replaces: Signal<Replaced | undefined>;
  /** Counts the wishes to have the field focused. */
  readonly focus: Signal<number>;
  /** Puts a text into the field, for the person to change or to send. */
  propose(text: string): void;
  /** Has an earlier message changed. */
  change(replaced: Replaced, text: string): void;
  /** Takes files in; answers the names of those that are too big. */
  attach(files: Iterable<File>): Promise<readonly string[]>;
  detach(id: string): void;
}

export function createDraft(): Draft {
  let count = 0;
  const text = signal('');
  const focus = signal(0);
  const replaces = signal<Replaced | undefined>(undefined);
  const attachments = signal<readonly Attachment[]>([]);
  return {
    text,
    attachments,
    focus,
    replaces,
    async attach(files) {
      const read = await readAttachments(files, () => {
        count += 1;
        return `file-${count}`;
      });
      attachments.value = [
        ...attachments.value,
        ...read.filter(({ bytes }) => bytes <= maxAttachmentBytes),
      ];
      return read.filter(({ bytes }) => bytes > maxAttachmentBytes).map(({ name }) => name);
    },
    detach(id) {
      attachments.value = attachments.value.filter((attachment) => attachment.id !== id);
    },
    propose(proposed) {
      replaces.value = undefined;
      text.value = proposed;
      focus.value += 1;
    },
    change(replaced, proposed) {
      replaces.value = replaced;
      text.value = proposed;
      focus.value += 1;
    },
  };
}
