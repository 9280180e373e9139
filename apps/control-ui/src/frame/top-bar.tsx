import { useApp, useTexts } from '../app.ts';
import { ModelMenu } from '../chat/model-menu.tsx';
import { IconButton } from '../components/icon-button.tsx';
import type { IconName } from '../components/icon.tsx';
import { agentOf } from '../sessions/agent-of.ts';
import { nameOfAgent } from '../sessions/agents.ts';
import type { AnnouncerState } from './announcer.ts';
import { ConnectionDot } from './connection-view.tsx';
import type { ConnectionLine } from './connection-line.ts';

interface TopBarProps {
  readonly title: string;
  readonly line: ConnectionLine;
  readonly isSidebarOpen: boolean;
  readonly onOpenSidebar: () => void;
}

export function TopBar({ title, line, isSidebarOpen, onOpenSidebar }: TopBarProps) {
  const { settings, router, entrance } = useApp();
  const t = useTexts();
  return (
    <header class="top">
      {entrance.isPanelAlone ? null : (
        <IconButton
          class="phone-only"
          id="open-sidebar"
          icon="menu"
          label={t.sessions.open}
          aria-controls="sidebar"
          aria-expanded={isSidebarOpen}
          onClick={onOpenSidebar}
        />
      )}
      <h1 class="title">{title}</h1>
      {router.route.value.page === 'chat' && line.tone !== 'bad' ? <ChatFacts /> : null}
      <ConnectionDot line={line} />
      <AnnouncerButton />
      <button
        id="language"
        class="icon-button"
        type="button"
        title={t.switchLanguage}
        onClick={settings.switchLanguage}
      >
        {t.languageButton}
        <span class="hidden"> {t.switchLanguage}</span>
      </button>
      <IconButton id="theme" icon="theme" label={t.switchTheme} onClick={settings.switchTheme} />
    </header>
  );
}

/** Who answers in the conversation. */
function ChatFacts() {
  const { agents, conversation } = useApp();
  const id = agentOf(conversation.key.value);
  const agent = agents.all.value.find((known) => known.id === id);
  return (
    <>
      {agent === undefined || id === agents.defaultId.value ? null : (
        <span class="agent-name">{nameOfAgent(agent)}</span>
      )}
      <ModelMenu />
    </>
  );
}

const bells: Readonly<Record<AnnouncerState, IconName>> = {
  unavailable: 'bellOff',
  blocked: 'bellOff',
  off: 'bellOff',
  on: 'bell',
};

function AnnouncerButton() {
  const { announcer } = useApp();
  const { notifications } = useTexts();
  const state = announcer.state.value;
  if (state === 'unavailable') return null;
  const label = { on: notifications.off, off: notifications.on, blocked: notifications.blocked }[
    state
  ];
  return (
    <IconButton
      icon={bells[state]}
      label={label}
      aria-pressed={state === 'on'}
      disabled={state === 'blocked'}
      onClick={() => void announcer.switch()}
    />
  );
}
