import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

import { ConfirmDialog } from './confirm-dialog.tsx';

interface ConfirmButtonProps {
  /** What it does, on both buttons: `Delete`. */
  readonly label: string;
  /** What is lost. */
  readonly question: string;
  readonly class?: string;
  readonly onConfirm: () => void;
  /** Choices that belong to the question. */
  readonly children?: ComponentChildren;
}

/** A button for what cannot be taken back: it asks first. */
export function ConfirmButton({ class: name = 'quiet danger', ...question }: ConfirmButtonProps) {
  const isOpen = useSignal(false);
  return (
    <>
      <button
        type="button"
        class={name}
        aria-haspopup="dialog"
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {question.label}
      </button>
      {isOpen.value ? (
        <ConfirmDialog
          {...question}
          onClose={() => {
            isOpen.value = false;
          }}
        />
      ) : null}
    </>
  );
}
