import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';

import { useApp, useTexts } from '../app.ts';
import { IconButton } from '../components/icon-button.tsx';
import { Icon } from '../components/icon.tsx';
import { Menu, MenuItem } from '../components/menu.tsx';
import { nameOfAgent } from './agents.ts';

interface NewConversationProps {
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly onStarted: () => void;
}

/** Starts a conversation: with the agent that answers by default, or one that is chosen. */
export function NewConversation({ button, onStarted }: NewConversationProps) {
  const { startConversation, agents } = useApp();
  const t = useTexts();
  const isMenuOpen = useSignal(false);
  const start = (agentId?: string): void => {
    onStarted();
    startConversation(agentId);
  };
  const close = (): void => {
    isMenuOpen.value = false;
  };
  return (
    <div class="new-conversation">
      <button
        ref={button}
        id="new-conversation"
        class="wide-button"
        type="button"
        onClick={() => start()}
      >
        <Icon name="plus" />
        {t.sessions.fresh}
      </button>
      {agents.all.value.length < 2 ? null : (
        <IconButton
          id="choose-agent"
          icon="agents"
          label={t.sessions.freshWith}
          aria-haspopup="menu"
          aria-expanded={isMenuOpen.value}
          onClick={() => {
            isMenuOpen.value = true;
          }}
        />
      )}
      {isMenuOpen.value ? (
        <Menu label={t.sessions.freshWith} onClose={close}>
          {agents.all.value.map((agent) => (
            <MenuItem
              key={agent.id}
              onSelect={() => {
                close();
                start(agent.id);
              }}
            >
              {nameOfAgent(agent)}
            </MenuItem>
          ))}
        </Menu>
      ) : null}
    </div>
  );
}
