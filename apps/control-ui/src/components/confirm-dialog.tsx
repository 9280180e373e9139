import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

import { useTexts } from '../app.ts';

export interface ConfirmDialogProps {
  /** What it does: `Delete`. */
  readonly label: string;
  /** Default: `Cancel`. */
  readonly cancelLabel?: string;
  /** What is lost. */
  readonly question: string;
  readonly onConfirm: () => void;
  /** After either answer. */
  readonly onClose: () => void;
  /** Choices that belong to the question. */
  readonly children?: ComponentChildren;
}

/** A question before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { label, question, children, onConfirm, onClose } = props;
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
          {props.cancelLabel ?? cancel}
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
