import { useEffect } from 'preact/hooks';

import { useApp } from '../app.ts';

/** What the head of the page says; also sets the title of the window. */
export function useTitle(): { readonly title: string; readonly badge: string | undefined } {
  const { conversation, sessions, router, settings } = useApp();
  const t = settings.t.value;
  const { page } = router.route.value;
  const row = sessions.rows.value.find(({ key }) => key === conversation.key.value);
  const title = page === 'chat' ? (row?.displayName ?? t.sessions.untitled) : t.pages[page];
  const isNew = page === 'chat' && row === undefined;
  useEffect(() => {
    document.title = isNew ? 'Homarus' : `${title} · Homarus`;
  }, [title, isNew]);
  const answered = conversation.items.value.findLast(
    (item) => item.kind === 'answer' && item.note.answeredBy !== undefined,
  );
  const badge = answered?.kind === 'answer' ? answered.note.answeredBy : undefined;
  return { title, badge: page === 'chat' ? badge : undefined };
}
