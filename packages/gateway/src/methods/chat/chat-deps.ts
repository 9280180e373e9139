import type { Clock, Ids } from '@homarus/base';
import type { LanguageModel } from '@homarus/models';
import type { SessionStore } from '@homarus/sessions';

import type { Agents } from '../../agents.ts';
import type { AttachmentOptions } from '../../attachments/read-attachments.ts';
import type { EventHub } from '../../rpc/event-hub.ts';
import type { Turns } from '../../turns/turns.ts';

export interface ChatMethodDeps {
  readonly agents: Agents;
  readonly turns: Turns;
  readonly sessions: SessionStore;
  readonly model: LanguageModel;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface ChatMethodOptions extends AttachmentOptions {
  readonly accountId: string;
  /** What the model takes in, in tokens. */
  readonly contextTokens: number;
}

/** What the methods share. */
export interface ChatContext extends ChatMethodDeps, ChatMethodOptions {}
