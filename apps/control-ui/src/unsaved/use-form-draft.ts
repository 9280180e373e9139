import { useSignal } from '@preact/signals';

import { useUnsaved } from './use-unsaved.ts';

/** The values of a form while they are edited. */
export interface FormDraft<T> {
  readonly value: T;
  set(change: Partial<T>): void;
  /** Whether there is something to save, and to ask about before the form is left. */
  readonly isChanged: boolean;
  /** These values are saved: only what differs from them is a change. */
  settle(value: T): void;
}

/** Values of plain data: they are compared as JSON. */
export function useFormDraft<T extends object>(initial: T): FormDraft<T> {
  const draft = useSignal(initial);
  const settled = useSignal(initial);
  const isChanged = (): boolean => JSON.stringify(draft.value) !== JSON.stringify(settled.value);
  useUnsaved(isChanged);
  return {
    value: draft.value,
    set(change) {
      draft.value = { ...draft.value, ...change };
    },
    isChanged: isChanged(),
    settle(value) {
      settled.value = value;
    },
  };
}
