import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';

import { useApp, useTexts } from '../app.ts';
import { Composer } from './composer.tsx';
import { LogView } from './log-view.tsx';
import { useAttach } from './use-attach.ts';
import { Welcome } from './welcome.tsx';

/** The conversation with the field below it; files can be dropped anywhere on it. */
export function ChatView() {
  const { conversation, router, startConversation } = useApp();
  const { place } = router.route.value;
  // Before anything else happens: what is said next is said in this conversation.
  useLayoutEffect(() => {
    if (place === '') startConversation();
    else conversation.open(place);
  }, [place]);
  const drop = useDrop();
  const isEmpty = conversation.items.value.length === 0;
  const isReady = conversation.status.value.status !== 'loading';
  return (
    <div class="chat" {...drop.handlers}>
      {isEmpty && isReady ? <Welcome /> : <LogView key={conversation.key.value} />}
      <Composer />
      {drop.isOver ? <DropHint /> : null}
    </div>
  );
}

function DropHint() {
  const t = useTexts();
  return (
    <div class="drop-hint" aria-hidden="true">
      {t.composer.drop}
    </div>
  );
}

function useDrop() {
  const attach = useAttach();
  const isOver = useSignal(false);
  const set = (next: boolean) => (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    isOver.value = next;
  };
  return {
    isOver: isOver.value,
    handlers: {
      onDragOver: set(true),
      onDragLeave: set(false),
      onDrop: (event: DragEvent) => {
        set(false)(event);
        const files = event.dataTransfer?.files;
        if (files !== undefined) attach(files);
      },
    },
  };
}
