import { useApp } from '../app.ts';
import type { Command, CommandName } from './commands.ts';

/** Does what a command says. */
export function useCommands(): (command: Command) => void {
  const app = useApp();
  const { conversation, sessions, settings, gateway, router, draft, attempt } = app;
  const actions: Readonly<Record<CommandName, (rest: string) => void>> = {
    new: () => app.startConversation(),
    stop: () => attempt(conversation.stop()),
    title: (rest) => attempt(sessions.rename(conversation.key.value, rest)),
    compact: () =>
      attempt(gateway.client.value.call('sessions.compact', { key: conversation.key.value })),
    memory: (rest) => router.go({ page: 'memory', place: rest === '' ? '' : `search/${rest}` }),
    language: settings.switchLanguage,
    theme: settings.switchTheme,
    help: () => draft.propose('/'),
  };
  return ({ name, rest }) => actions[name](rest);
}
