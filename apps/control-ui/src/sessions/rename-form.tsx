import type { SessionRow } from '@homarus/protocol';
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

import { useApp, useTexts } from '../app.ts';

/** Enter or leaving the field keeps the new title, Escape the old one. */
export function RenameForm({
  row,
  onEnd,
}: {
  readonly row: SessionRow;
  readonly onEnd: () => void;
}) {
  const { sessions, attempt } = useApp();
  const t = useTexts();
  const title = useSignal(row.displayName);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.select(), []);
  const isOver = useRef(false);
  const save = (): void => {
    // Leaving the field follows Enter and Escape too.
    if (isOver.current) return;
    isOver.current = true;
    if (title.value !== row.displayName) attempt(sessions.rename(row.key, title.value));
    onEnd();
  };
  return (
    <form
      class="rename"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <input
        ref={field}
        aria-label={t.sessions.renameLabel}
        maxLength={200}
        value={title.value}
        onInput={(event) => {
          title.value = event.currentTarget.value;
        }}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          isOver.current = true;
          onEnd();
        }}
      />
    </form>
  );
}
