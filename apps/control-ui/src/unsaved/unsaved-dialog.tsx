import { useApp } from '../app.ts';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';

/** Asks before unsaved changes are left. */
export function UnsavedDialog() {
  const { unsaved, settings } = useApp();
  const { title, leave, stay } = settings.t.value.unsaved;
  const question = unsaved.question.value;
  if (question === undefined) return null;
  return (
    <ConfirmDialog
      question={title}
      label={leave}
      cancelLabel={stay}
      onConfirm={question.leave}
      onClose={question.stay}
    />
  );
}
