import { useSignal } from '@preact/signals';

import { useManageTexts } from '../texts/manage/index.ts';
import type { ValueInputProps } from './value-input.ts';

/** A value that has no field of its own, as JSON. */
export function JsonInput({ value, standard, onChange, attributes }: ValueInputProps) {
  const { config: t } = useManageTexts();
  const text = useSignal(value === undefined ? '' : JSON.stringify(value, undefined, 2));
  const isBroken = useSignal(false);
  const read = (next: string): void => {
    text.value = next;
    try {
      onChange(next.trim() === '' ? undefined : JSON.parse(next));
      isBroken.value = false;
    } catch {
      isBroken.value = true;
    }
  };
  return (
    <div>
      <textarea
        {...attributes}
        aria-invalid={isBroken.value || attributes['aria-invalid']}
        class="block-input"
        rows={4}
        spellcheck={false}
        placeholder={standard}
        value={text.value}
        onInput={(event) => read(event.currentTarget.value)}
      />
      {isBroken.value ? <p class="error">{t.notJson}</p> : null}
    </div>
  );
}
