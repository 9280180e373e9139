import { useApp } from '../app.ts';

/** Of what was added by hand: the gateway gives it no conversation. */
export const manualSession = 'manual_insert';

/** How the conversation of a session is called, where the list has it. */
export function useSessionLabel(): (sessionId: string) => string {
  const { sessions, settings } = useApp();
  const titles = new Map(
    sessions.rows.value.map(({ sessionId, displayName }) => [sessionId, displayName]),
  );
  return (sessionId) =>
    sessionId === manualSession
      ? settings.t.value.memory.byHand
      : (titles.get(sessionId) ?? sessionId);
}
