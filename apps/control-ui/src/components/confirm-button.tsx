import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

import { useTexts } from '../app.ts';

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
export function ConfirmButton(props: ConfirmButtonProps) {
  const { label, class: name = 'quiet danger' } = props;
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
        {label}
      </button>
      {isOpen.value ? (
        <ConfirmDialog
          {...props}
          onClose={() => {
            isOpen.value = false;
          }}
        />
      ) : null}
    </>
  );
}

function ConfirmDialog({
  label,
  question,
  children,
  onConfirm,
  onClose,
}: ConfirmButtonProps & { readonly onClose: () => void }) {
  const { cancel } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Modal, so that the browser keeps the focus inside and gives it back; before anything else happens,
  // so that no key that is pressed at once goes elsewhere.
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="confirm" aria-labelledby={id} onClose={onClose}>
      <p id={id}>{question}</p>
      {children}
      <div class="row">
        <button type="button" class="secondary" onClick={() => dialog.current?.close()}>
          {cancel}
        </button>
        <button
          type="button"
          class="primary danger"
          onClick={() => {
            dialog.current?.close();
            onConfirm();
          }}
        >
          {label}
        </button>
      </div>
    </dialog>
  );
}
