import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Short notes about what was just done, or failed. */
export interface Toasts {
  readonly all: ReadonlySignal<readonly Toast[]>;
  show(text: string, action?: Toast['action']): void;
  dismiss(id: number): void;
}

const shownMs = 8000;

export function createToasts(): Toasts {
  const all = signal<readonly Toast[]>([]);
  let count = 0;
  const dismiss = (id: number): void => {
    all.value = all.value.filter((toast) => toast.id !== id);
  };
  return {
    all,
    dismiss,
    show(text, action) {
      count += 1;
      const id = count;
      all.value = [
        ...all.value.slice(-2),
        { id, text, ...(action === undefined ? {} : { action }) },
      ];
      setTimeout(() => dismiss(id), shownMs);
    },
  };
}
