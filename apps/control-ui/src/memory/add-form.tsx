import type { CategoryFilter, MemoryTab } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { Field, Select } from '../components/field.tsx';
import { useCategoryLabel } from './panel-facts.ts';
import type { PanelFacts } from './panel-facts.ts';
import { useUnsaved } from '../unsaved/use-unsaved.ts';
import { useMemoryActions } from './use-memory-actions.ts';

interface AddFormProps {
  readonly tab: MemoryTab;
  readonly panel: PanelFacts;
  readonly onAdded: () => void;
}

/** A memory by hand. */
export function AddForm({ tab, panel, onAdded }: AddFormProps) {
  const { gateway, toasts, attempt } = useApp();
  const { panel: t } = useTexts();
  const labelOf = useCategoryLabel(panel);
  const categories = panel.config.tabCategories[tab];
  const text = useSignal('');
  const category = useSignal(categories[0] ?? '');
  useUnsaved(() => text.value !== '');
  const { agentId } = panel;
  const { forget } = useMemoryActions(onAdded);
  const add = async (): Promise<void> => {
    const { id } = await gateway.client.value.call('memory.admin.add', {
      agentId,
      text: text.value,
      // Those of the tab are the gateway's own.
      category: category.value as CategoryFilter,
    });
    text.value = '';
    const undo = { label: t.undo, run: () => attempt(forget({ agentId, id })) };
    toasts.show(t.addDone, undo);
    onAdded();
  };
  return (
    <details class="card add">
      <summary>{t.add}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          attempt(add());
        }}
      >
        <Field label={t.addText}>
          <textarea
            rows={3}
            required
            maxLength={8000}
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value;
            }}
          />
        </Field>
        <div class="row">
          <Select
            label={t.category}
            value={category.value}
            options={categories.map((value) => ({ value, label: labelOf(value) }))}
            onChange={(value) => {
              category.value = value;
            }}
          />
          <button type="submit" class="primary">
            {t.save}
          </button>
        </div>
      </form>
    </details>
  );
}
