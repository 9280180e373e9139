import type { SessionRow } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { IconButton } from '../components/icon-button.tsx';
import { Icon } from '../components/icon.tsx';
import { toHash } from '../settings/route.ts';
import { SessionMenu } from './session-menu.tsx';
import { titleOf } from './title-of.ts';
import { RenameForm } from './rename-form.tsx';

interface OpenedProps {
  readonly onOpened: () => void;
}

/** The conversations, with a search in their titles and in what was said. */
export function SessionListView({ onOpened }: OpenedProps) {
  const { sessions } = useApp();
  const t = useTexts();
  const rows = sessions.rows.value.filter(({ isBackground }) => !isBackground);
  const isSearch = sessions.search.value.trim() !== '';
  return (
    <>
      <label class="search">
        <span class="hidden">{t.sessions.searchLabel}</span>
        <Icon name="search" />
        <input
          type="search"
          placeholder={t.sessions.search}
          value={sessions.search.value}
          onInput={(event) => sessions.setSearch(event.currentTarget.value)}
        />
      </label>
      <nav class="sessions" aria-label={t.sessions.title}>
        <ul class="conversations">
          {rows.map((row) => (
            <SessionEntry key={row.key} row={row} onOpened={onOpened} />
          ))}
        </ul>
        {isSearch ? <Said onOpened={onOpened} /> : null}
        {rows.length === 0 && sessions.isLoaded.value ? (
          <p class="note">{isSearch ? t.sessions.noneFound : t.sessions.none}</p>
        ) : null}
      </nav>
    </>
  );
}

function SessionEntry({ row, onOpened }: OpenedProps & { readonly row: SessionRow }) {
  const { conversation, router } = useApp();
  const t = useTexts();
  const isMenuOpen = useSignal(false);
  const isRenaming = useSignal(false);
  const { key, displayName, pinned, status } = row;
  const isCurrent = router.route.value.page === 'chat' && conversation.key.value === key;
  if (isRenaming.value) {
    return (
      <li>
        <RenameForm
          row={row}
          onEnd={() => {
            isRenaming.value = false;
          }}
        />
      </li>
    );
  }
  return (
    <li>
      <a
        class="conversation"
        href={toHash({ page: 'chat', place: key })}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={onOpened}
      >
        {pinned ? <Icon name="pin" /> : null}
        <span class="conversation-title">{titleOf(row, t)}</span>
        {status === 'running' ? (
          <span class="dot busy" role="img" aria-label={t.sessions.running} />
        ) : null}
      </a>
      <IconButton
        class="more"
        icon="more"
        label={t.sessions.more(displayName)}
        aria-haspopup="menu"
        aria-expanded={isMenuOpen.value}
        onClick={() => {
          isMenuOpen.value = true;
        }}
      />
      {isMenuOpen.value ? (
        <SessionMenu
          row={row}
          onRename={() => {
            isRenaming.value = true;
          }}
          onClose={() => {
            isMenuOpen.value = false;
          }}
        />
      ) : null}
    </li>
  );
}

function Said({ onOpened }: OpenedProps) {
  const { sessions } = useApp();
  const t = useTexts();
  const found = sessions.said.value;
  if (found.length === 0) return null;
  return (
    <section class="said">
      <h2>{t.sessions.said}</h2>
      <ul class="conversations">
        {found.map(({ sessionKey, messageId, snippet }) => (
          <li key={messageId}>
            <a
              class="conversation said-text"
              href={toHash({ page: 'chat', place: sessionKey })}
              onClick={onOpened}
            >
              {snippet}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
