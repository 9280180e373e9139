import type { MemoryAdminItem } from '@homarus/protocol';
import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { Field } from '../components/field.tsx';
import { useUnsaved } from '../unsaved/use-unsaved.ts';
import { useMemoryActions } from './use-memory-actions.ts';

/** Other words for a memory, and how important it is. */
export function EditForm({
  item,
  onEnd,
}: {
  readonly item: MemoryAdminItem;
  readonly onEnd: () => void;
}) {
  const { gateway, toasts, attempt } = useApp();
  const { panel: t, cancel } = useTexts();
  const content = useSignal(item.text);
  const importance = useSignal(item.importance);
  useUnsaved(() => content.value !== item.text || importance.value !== item.importance);
  const { bringBack } = useMemoryActions(onEnd);
  const save = async (): Promise<void> => {
    const { agentId, id, revision } = item;
    await gateway.client.value.call('memory.admin.edit', {
      agentId,
      id,
      content: content.value,
      importance: importance.value,
      ...(revision === undefined ? {} : { revision }),
    });
    const undo = { label: t.undo, run: () => attempt(bringBack({ agentId, id })) };
    toasts.show(t.editDone, undo);
    onEnd();
  };
  return (
    <form
      class="edit"
      onSubmit={(event) => {
        event.preventDefault();
        attempt(save());
      }}
    >
      <textarea
        rows={3}
        required
        aria-label={t.addText}
        maxLength={8000}
        value={content.value}
        onInput={(event) => {
          content.value = event.currentTarget.value;
        }}
      />
      <div class="row">
        <ImportanceInput value={importance} />
        <button type="submit" class="primary">
          {t.save}
        </button>
        <button type="button" class="secondary" onClick={onEnd}>
          {cancel}
        </button>
      </div>
    </form>
  );
}

function ImportanceInput({ value }: { readonly value: Signal<number> }) {
  const { panel: t } = useTexts();
  return (
    <Field label={`${t.importance} ${value.value.toFixed(2)}`}>
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.valueAsNumber;
        }}
      />
    </Field>
  );
}
