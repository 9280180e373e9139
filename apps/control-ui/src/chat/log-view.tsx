import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

import { useApp, useTexts } from '../app.ts';
import { ApprovalCard } from '../approvals/approval-card.tsx';
import { Icon } from '../components/icon.tsx';
import { AnswerView } from './answer-view.tsx';
import type { ChatItem } from './chat-item.ts';
import { UserView } from './user-view.tsx';

const nearEndPx = 80;

/** The messages. It stays at the end while a person is there, and lets them read elsewhere. */
export function LogView() {
  const { conversation, approvals, attempt } = useApp();
  const t = useTexts();
  const scroll = useRef<HTMLDivElement>(null);
  const isAtEnd = useSignal(true);
  const items = conversation.items.value;
  const questions = approvals.waiting.value.filter(
    ({ request }) => request.sessionKey === conversation.key.value,
  );
  const toEnd = (): void => scroll.current?.scrollTo({ top: scroll.current.scrollHeight });
  useEffect(() => {
    isAtEnd.value = true;
  }, [conversation.key.value]);
  useLayoutEffect(() => {
    if (isAtEnd.value || items.at(-1)?.kind === 'user') toEnd();
  }, [items, questions.length]);
  const onScroll = (): void => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = scroll.current ?? {};
    isAtEnd.value = scrollHeight - scrollTop - clientHeight < nearEndPx;
  };
  const { status } = conversation;
  return (
    <div class="scroll" ref={scroll} onScroll={onScroll} tabIndex={-1}>
      <div class="log" role="log" aria-label={t.chat.messages}>
        {conversation.hasEarlier.value ? (
          <button
            type="button"
            class="quiet earlier"
            onClick={() => attempt(conversation.loadEarlier())}
          >
            {t.chat.earlier}
          </button>
        ) : null}
        {status.value.status === 'loading' && items.length === 0 ? (
          <p class="working">{t.loading}</p>
        ) : null}
        {items.map((item, index) => (
          <ItemView key={item.id} item={item} isLast={index === items.length - 1} />
        ))}
        {questions.map((approval) => (
          <ApprovalCard key={approval.id} approval={approval} />
        ))}
        {status.value.status === 'failed' ? (
          <p class="error" role="alert">
            {t.failed(status.value.problem)}{' '}
            <button type="button" class="link" onClick={conversation.reload}>
              {t.retry}
            </button>
          </p>
        ) : null}
      </div>
      {isAtEnd.value ? null : (
        <button type="button" class="to-end" aria-label={t.chat.toEnd} onClick={toEnd}>
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}

function ItemView({ item, isLast }: { readonly item: ChatItem; readonly isLast: boolean }) {
  const t = useTexts();
  switch (item.kind) {
    case 'user':
      return <UserView item={item} />;
    case 'answer':
      return <AnswerView item={item} isLast={isLast} />;
    default:
      return (
        <details class="note-line">
          <summary>{t.chat.summedUp}</summary>
          <p>{item.text}</p>
        </details>
      );
  }
}
