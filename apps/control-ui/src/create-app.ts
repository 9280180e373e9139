import { createIds } from '@homarus/base';
import { textOfMessage } from '@homarus/sdk';

import type { App } from './app.ts';
import { createApprovals } from './approvals/approvals.ts';
import { createConversation } from './chat/conversation.ts';
import { createDraft } from './chat/draft.ts';
import { createRunNotes } from './chat/run-notes.ts';
import { createAnnouncer } from './frame/announcer.ts';
import { createToasts } from './frame/toasts.ts';
import { openBrowserDevice } from './gateway/device.ts';
import { createGateway } from './gateway/gateway.ts';
import { createSecret } from './gateway/secret.ts';
import { createPairing } from './pairing/pairing.ts';
import { problemText, toProblem } from './problems/problem.ts';
import { createAgents } from './sessions/agents.ts';
import { createSessionList } from './sessions/session-list.ts';
import { applySettings } from './settings/apply-settings.ts';
import { webChoices } from './settings/choices.ts';
import { parseEntrance } from './settings/entrance.ts';
import { createRouter, toHash } from './settings/route.ts';
import { createSettings } from './settings/settings.ts';
import { createUnsaved } from './unsaved/unsaved.ts';

/** Puts the parts of the page together: the one place where they meet the browser. */
export function createApp(window: Window): App {
  const browser = openBrowser(window);
  const { choices, secret, settings, entrance } = browser;
  const gateway = createGateway({
    url: entrance.base.href,
    device: openBrowserDevice(),
    secret,
    storage: window.localStorage,
  });
  const toasts = createToasts();
  const announcer = createAnnouncer(choices);
  announceAnswers({ gateway, announcer, settings });
  return {
    ...browser,
    ...createTalk({ gateway, choices, router: browser.router }),
    gateway,
    sessions: createSessionList(gateway),
    approvals: createApprovals(gateway),
    pairing: createPairing(gateway),
    announcer,
    toasts,
    attempt(action) {
      action.catch((error: unknown) => {
        const t = settings.t.value;
        toasts.show(t.failed(problemText(toProblem(error), t)));
      });
    },
  };
}

/** What this browser knows of the person: before the first paint. */
function openBrowser(window: Window) {
  const { navigator, location, localStorage, sessionStorage } = window;
  const choices = webChoices(localStorage);
  const secret = createSecret(window, { visit: webChoices(sessionStorage), kept: choices });
  const settings = createSettings({
    choices,
    preferredLanguage: navigator.language,
    isSystemDark: () => window.matchMedia('(prefers-color-scheme: dark)').matches,
  });
  applySettings(settings, window.document.documentElement);
  const entrance = parseEntrance(location.href);
  const unsaved = createUnsaved(window);
  const router = createRouter(window, entrance, unsaved);
  return { choices, secret, settings, entrance, unsaved, router };
}

/** The conversation that is open, and how another one is begun. */
function createTalk({ gateway, choices, router }: Pick<App, 'gateway' | 'choices' | 'router'>) {
  const ids = createIds();
  const agents = createAgents(gateway);
  const draft = createDraft();
  const conversation = createConversation({
    gateway,
    notes: createRunNotes(choices),
    now: Date.now,
    nextRunId: () => ids.next('run'),
  });
  return {
    agents,
    draft,
    conversation,
    startConversation(agentId = agents.defaultId.value) {
      const key = `agent:${agentId}:web:${ids.next('session').slice('ses_'.length).toLowerCase()}`;
      conversation.openNew(key);
      router.go({ page: 'chat', place: key });
      draft.focus.value += 1;
    },
  };
}

function announceAnswers({
  gateway,
  announcer,
  settings,
}: Pick<App, 'gateway' | 'announcer' | 'settings'>): void {
  gateway.on('chat', (event) => {
    if (event.state !== 'final') return;
    announcer.announce({
      title: settings.t.value.notifications.arrived,
      text: textOfMessage(event.message),
      hash: toHash({ page: 'chat', place: event.sessionKey }),
    });
  });
}
