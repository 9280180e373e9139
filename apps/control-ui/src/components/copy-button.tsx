import { useSignal } from '@preact/signals';

import { useTexts } from '../app.ts';
import { Icon } from './icon.tsx';

const shownMs = 2000;

/** Copies a text, and says so for a moment. */
export function CopyButton({ text }: { readonly text: string }) {
  const t = useTexts();
  const isCopied = useSignal(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    isCopied.value = true;
    setTimeout(() => {
      isCopied.value = false;
    }, shownMs);
  };
  return (
    <button type="button" class="quiet" onClick={() => void copy().catch(() => undefined)}>
      <Icon name={isCopied.value ? 'check' : 'copy'} />
      <span aria-live="polite">{isCopied.value ? t.copied : t.copy}</span>
    </button>
  );
}
