import { useLayoutEffect, useRef } from 'preact/hooks';

import { useApp, useTexts } from '../app.ts';
import { IconButton } from '../components/icon-button.tsx';
import { Icon } from '../components/icon.tsx';
import { NewConversation } from '../sessions/new-conversation.tsx';
import { SessionListView } from '../sessions/session-list-view.tsx';
import { toHash } from '../settings/route.ts';
import { pagesFor } from './page-list.ts';

interface SidebarProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Conversations and pages; a drawer on a phone. */
export function Sidebar({ isOpen, onClose }: SidebarProps) {
  const t = useTexts();
  const start = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (isOpen) start.current?.focus();
  }, [isOpen]);
  return (
    <>
      <aside
        id="sidebar"
        class={isOpen ? 'sidebar open' : 'sidebar'}
        aria-label={t.sessions.title}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
      >
        <div class="sidebar-head">
          <span class="brand">
            <img src="./icon.svg" alt="" width="22" height="22" />
            Homarus
          </span>
          <IconButton class="phone-only" icon="close" label={t.close} onClick={onClose} />
        </div>
        <NewConversation button={start} onStarted={onClose} />
        <SessionListView onOpened={onClose} />
        <PageMenu onOpened={onClose} />
      </aside>
      {isOpen ? <div class="scrim" onClick={onClose} /> : null}
    </>
  );
}

function PageMenu({ onOpened }: { readonly onOpened: () => void }) {
  const { gateway, router } = useApp();
  const t = useTexts();
  const pages = pagesFor(gateway.methods.value);
  if (pages.length === 0) return null;
  return (
    <nav class="pages" aria-label={t.menu}>
      {pages.map(({ name, icon }) => (
        <a
          key={name}
          href={toHash({ page: name, place: '' })}
          aria-current={router.route.value.page === name ? 'page' : undefined}
          onClick={onOpened}
        >
          <Icon name={icon} />
          {t.pages[name]}
        </a>
      ))}
    </nav>
  );
}
