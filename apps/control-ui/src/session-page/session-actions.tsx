import type { SessionRow } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp } from '../app.ts';
import { ConfirmButton } from '../components/confirm-button.tsx';
import { Check } from '../components/field.tsx';
import { useWatchTexts } from '../texts/watch/index.ts';

interface SessionActionsProps {
  readonly row: SessionRow;
  /** Whether the preview is shown. */
  readonly isOpen: boolean;
  readonly onPreview: () => void;
  readonly onRename: () => void;
  readonly onChanged: () => void;
}

export function SessionActions({ row, onRename, onChanged, ...preview }: SessionActionsProps) {
  const { sessions, attempt } = useApp();
  const { sessions: t } = useWatchTexts();
  const { key, pinned, archived } = row;
  const act = (action: Promise<unknown>): void => attempt(action.then(onChanged));
  return (
    <div class="actions">
      <button
        type="button"
        class="quiet"
        aria-expanded={preview.isOpen}
        onClick={preview.onPreview}
      >
        {t.preview}
      </button>
      <button type="button" class="quiet" onClick={onRename}>
        {t.rename}
      </button>
      <button type="button" class="quiet" onClick={() => act(sessions.setPinned(key, !pinned))}>
        {pinned ? t.unpin : t.pin}
      </button>
      <button
        type="button"
        class="quiet"
        onClick={() => act(archived ? sessions.restore(key) : sessions.archive(key))}
      >
        {archived ? t.restore : t.archive}
      </button>
      <DeleteButton row={row} onDeleted={onChanged} />
    </div>
  );
}

function DeleteButton(props: { readonly row: SessionRow; readonly onDeleted: () => void }) {
  const { gateway, toasts, attempt } = useApp();
  const { sessions: t } = useWatchTexts();
  const isErased = useSignal(false);
  const isForgotten = useSignal(false);
  const { key, displayName, sessionId } = props.row;
  const remove = async (): Promise<void> => {
    await gateway.client.value.call('sessions.delete', {
      key,
      expectedSessionId: sessionId,
      erase: isErased.value,
      forgetLearned: isForgotten.value,
    });
    toasts.show(t.removed(displayName));
    props.onDeleted();
  };
  return (
    <ConfirmButton
      label={t.remove}
      question={t.removeQuestion(displayName)}
      onConfirm={() => attempt(remove())}
    >
      <Check
        label={t.erase}
        isOn={isErased.value}
        onChange={(isOn) => {
          isErased.value = isOn;
        }}
      />
      <Check
        label={t.forget}
        isOn={isForgotten.value}
        onChange={(isOn) => {
          isForgotten.value = isOn;
        }}
      />
    </ConfirmButton>
  );
}
