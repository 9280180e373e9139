import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type { Approvals } from './approvals/approvals.ts';
import type { OpenConversation } from './chat/conversation.ts';
import type { Draft } from './chat/draft.ts';
import type { Announcer } from './frame/announcer.ts';
import type { Toasts } from './frame/toasts.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Secret } from './gateway/secret.ts';
import type { Pairing } from './pairing/pairing.ts';
import type { Choices } from './settings/choices.ts';
import type { Entrance } from './settings/entrance.ts';
import type { Router } from './settings/route.ts';
import type { Settings } from './settings/settings.ts';
import type { Agents } from './sessions/agents.ts';
import type { SessionList } from './sessions/session-list.ts';
import type { Texts } from './texts/index.ts';
import type { Unsaved } from './unsaved/unsaved.ts';

/** The parts that views share. */
export interface App {
  readonly settings: Settings;
  readonly entrance: Entrance;
  readonly choices: Choices;
  readonly router: Router;
  readonly unsaved: Unsaved;
  readonly gateway: Gateway;
  readonly secret: Secret;
  readonly sessions: SessionList;
  readonly agents: Agents;
  readonly conversation: OpenConversation;
  readonly draft: Draft;
  readonly approvals: Approvals;
  readonly pairing: Pairing;
  readonly announcer: Announcer;
  readonly toasts: Toasts;
  /** Lets an action run; a failure is shown to the person. */
  attempt(action: Promise<unknown>): void;
  /** Opens a conversation that nobody has spoken in. */
  startConversation(agentId?: string): void;
}

const AppContext = createContext<App | undefined>(undefined);

export const AppProvider = AppContext.Provider;

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error('A view stands outside of the app.');
  return app;
}

/** The texts of the language that is shown. */
export function useTexts(): Texts {
  return useApp().settings.t.value;
}
