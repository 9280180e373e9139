import { hasCode } from '@homarus/base';
import { useSignal } from '@preact/signals';

import { useUnsaved } from '../unsaved/use-unsaved.ts';
import type { ConfigFacts } from './read-config.ts';
import { useSaveConfig } from './use-save-config.ts';

/** The text of the file while it is edited. */
export interface RawDraft {
  readonly text: string;
  readonly isChanged: boolean;
  readonly set: (text: string) => void;
  readonly discard: () => void;
  /** Rejects when the change was refused; after a `conflict` the file has been read anew. */
  readonly save: () => Promise<void>;
}

interface Edit {
  readonly text: string;
  /** Of the file that it began with; undefined: the one that is shown now. */
  readonly baseHash: string | undefined;
  /** It is saved, and shown until the file that had this hash has been read anew. */
  readonly savedOver?: string;
}

/** The edit stays when the file is read anew by `reload`; what others wrote is then in the difference. */
export function useRawDraft(facts: ConfigFacts, reload: () => void): RawDraft {
  const latest = useSignal<Edit | undefined>(undefined);
  const { raw, hash } = facts;
  const isRead = latest.value?.savedOver !== undefined && latest.value.savedOver !== hash;
  const edit = isRead ? undefined : latest.value;
  const text = edit?.text ?? raw;
  const isChanged = edit !== undefined && edit.savedOver === undefined && text !== raw;
  useUnsaved(() => isChanged);
  const save = useSaveConfig(() => {
    latest.value = { text, baseHash: undefined, savedOver: hash };
    reload();
  });
  return {
    text,
    isChanged,
    set(next) {
      latest.value = { text: next, baseHash: edit === undefined ? hash : edit.baseHash };
    },
    discard() {
      latest.value = undefined;
    },
    async save() {
      try {
        await save('config.set', text, edit?.baseHash ?? hash);
      } catch (error) {
        if (hasCode(error, 'conflict')) {
          latest.value = { text, baseHash: undefined };
          reload();
        }
        throw error;
      }
    },
  };
}
