import type { Clock, Ids } from '@homarus/base';
import type { SessionStore } from '@homarus/sessions';

import type { Agents } from '../../agents.ts';
import type { SaveAttachment } from '../../attachments/read-attachments.ts';
import type { ChooseModel } from '../../models/choose-model.ts';
import type { EventHub } from '../../rpc/event-hub.ts';
import type { QueueMode } from '../../turns/turn.ts';
import type { Turns } from '../../turns/turns.ts';

export interface ChatMethodDeps {
  readonly agents: Agents;
  readonly turns: Turns;
  readonly sessions: SessionStore;
  readonly chooseModel: ChooseModel;
  /** Of sessions that have none of their own. */
  readonly queueMode: () => QueueMode;
  readonly saveAttachment: SaveAttachment;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface ChatMethodOptions {
  readonly accountId: string;
}

/** What the methods share. */
export interface ChatContext extends ChatMethodDeps, ChatMethodOptions {}
