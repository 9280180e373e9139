import type { PendingApprovalShape } from '@homarus/protocol';
import { useCallback, useLayoutEffect, useRef } from 'preact/hooks';

import { useApp, useTexts } from '../app.ts';
import { ApprovalCard } from '../approvals/approval-card.tsx';
import { ToEndButton, useAtEnd } from '../components/at-end.tsx';
import { ProblemView } from '../components/loaded-view.tsx';
import { VirtualList } from '../components/virtual-list.tsx';
import { AnswerView } from './answer-view.tsx';
import type { ChatItem, ReplacedItem } from './chat-item.ts';
import { UserView } from './user-view.tsx';

/** Earlier messages are read before a person gets to the first one that is here. */
const nearStartPx = 1500;
const estimatePx = 120;

/** The messages. It stays at the end while a person is there, and lets them read elsewhere. */
export function LogView() {
  const { conversation } = useApp();
  const t = useTexts();
  const at = useAtEnd();
  const { scroll, isAtEnd } = at;
  const items = conversation.items.value;
  const keyAt = useCallback((index: number) => items[index]?.id ?? '', [items]);
  const loadEarlier = useEarlier();
  const questions = useQuestions();
  useLayoutEffect(() => {
    if (isAtEnd.peek() || items.at(-1)?.kind === 'user') at.toEnd();
  }, [items, questions.length]);
  const onScroll = (): void => {
    at.onScroll();
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = scroll.current ?? {};
    if (scrollTop < nearStartPx && scrollHeight > clientHeight + nearStartPx) loadEarlier();
  };
  return (
    <div class="scroll" ref={scroll} onScroll={onScroll} tabIndex={-1}>
      <div
        class="log"
        role="log"
        aria-label={t.chat.messages}
        // What comes into sight while a person reads elsewhere is no news.
        aria-live={isAtEnd.value ? 'polite' : 'off'}
      >
        {conversation.hasEarlier.value ? (
          <button type="button" class="quiet earlier" onClick={loadEarlier}>
            {t.chat.earlier}
          </button>
        ) : null}
        <VirtualList
          class="virtual"
          count={items.length}
          keyAt={keyAt}
          estimatePx={estimatePx}
          growsUp
          isAtEnd={() => isAtEnd.peek()}
          rowAt={(index) => <ItemView item={items[index]} isLast={index === items.length - 1} />}
        />
        {questions.map((approval) => (
          <ApprovalCard key={approval.id} approval={approval} />
        ))}
        <LogStatusLine />
      </div>
      <ToEndButton at={at} label={t.chat.toEnd} />
    </div>
  );
}

/** What waits for a person's decision in this conversation. */
function useQuestions(): readonly PendingApprovalShape[] {
  const { conversation, approvals } = useApp();
  const key = conversation.key.value;
  return approvals.waiting.value.filter(({ request }) => request.sessionKey === key);
}

/** Reads earlier messages, once at a time. */
function useEarlier(): () => void {
  const { conversation, attempt } = useApp();
  const isLoading = useRef(false);
  return () => {
    if (isLoading.current || !conversation.hasEarlier.peek()) return;
    isLoading.current = true;
    const load = conversation.loadEarlier().finally(() => {
      isLoading.current = false;
    });
    attempt(load);
  };
}

function LogStatusLine() {
  const { conversation } = useApp();
  const t = useTexts();
  const status = conversation.status.value;
  if (status.status === 'loading' && conversation.items.value.length === 0)
    return <p class="working">{t.loading}</p>;
  if (status.status !== 'failed') return null;
  return <ProblemView problem={status.problem} onRetry={conversation.reload} />;
}

interface ItemProps {
  readonly item: ChatItem | undefined;
  readonly isLast: boolean;
}

function ItemView({ item, isLast }: ItemProps) {
  const t = useTexts();
  if (item === undefined) return null;
  switch (item.kind) {
    case 'user':
      return <UserView item={item} isOpen />;
    case 'answer':
      return <AnswerView item={item} isLast={isLast} />;
    case 'replaced':
      return <ReplacedView item={item} />;
    default:
      return (
        <details class="note-line">
          <summary>{t.chat.summedUp}</summary>
          <p>{item.text}</p>
        </details>
      );
  }
}

/** What was said before a message was changed: there to be read. */
function ReplacedView({ item: { items } }: { readonly item: ReplacedItem }) {
  const { chat } = useTexts();
  return (
    <details class="note-line replaced">
      <summary>{chat.replaced}</summary>
      {items.map((item) =>
        item.kind === 'user' ? (
          <UserView key={item.id} item={item} isOpen={false} />
        ) : (
          <ItemView key={item.id} item={item} isLast={false} />
        ),
      )}
    </details>
  );
}
