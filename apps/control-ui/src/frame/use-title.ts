import { useEffect } from 'preact/hooks';

import { useApp } from '../app.ts';
import { titleOf } from '../sessions/title-of.ts';

/** What the head of the page says; also sets the title of the window. */
export function useTitle(): string {
  const { conversation, sessions, router, settings } = useApp();
  const t = settings.t.value;
  const { page } = router.route.value;
  const row = sessions.rows.value.find(({ key }) => key === conversation.key.value);
  const title =
    page === 'chat' ? (row === undefined ? t.sessions.untitled : titleOf(row, t)) : t.pages[page];
  const isNew = page === 'chat' && row === undefined;
  useEffect(() => {
    document.title = isNew ? 'Homarus' : `${title} · Homarus`;
  }, [title, isNew]);
  return title;
}
