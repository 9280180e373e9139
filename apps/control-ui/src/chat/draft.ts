import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';

import { maxAttachmentBytes, readAttachments } from './attachments.ts';
import type { Attachment } from './attachments.ts';

/** The message that is being written. */
export interface Draft {
  readonly text: Signal<string>;
  readonly attachments: Signal<readonly Attachment[]>;
  /** Counts the wishes to have the field focused. */
  readonly focus: Signal<number>;
  /** Puts a text into the field, for the person to change or to send. */
  propose(text: string): void;
  /** Takes files in; answers the names of those that are too big. */
  attach(files: Iterable<File>): Promise<readonly string[]>;
  detach(id: string): void;
}

export function createDraft(): Draft {
  let count = 0;
  const text = signal('');
  const focus = signal(0);
  const attachments = signal<readonly Attachment[]>([]);
  return {
    text,
    attachments,
    focus,
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
      text.value = proposed;
      focus.value += 1;
    },
  };
}
