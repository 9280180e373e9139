import { useApp, useTexts } from '../app.ts';
import { toHash } from '../settings/route.ts';
import { manualSession } from './use-session-label.ts';

/** Leads to the conversation of a session, by its title where the list has it. */
export function SessionLink({ sessionId }: { readonly sessionId: string }) {
  const { sessions, gateway, router, attempt } = useApp();
  const { memory } = useTexts();
  if (sessionId === manualSession) return <span>{memory.byHand}</span>;
  const row = sessions.rows.value.find((known) => known.sessionId === sessionId);
  const go = async (): Promise<void> => {
    const found = await gateway.client.value.call('sessions.resolve', { sessionId });
    if (found.ok) router.go({ page: 'chat', place: found.key });
  };
  if (row !== undefined)
    return <a href={toHash({ page: 'chat', place: row.key })}>{row.displayName}</a>;
  return (
    <button type="button" class="link" onClick={() => attempt(go())}>
      {memory.source}
    </button>
  );
}
