import type { Clock } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';
import type { LanguageModel } from '@homarus/models';
import { createSessions } from '@homarus/sessions';
import type { SessionStore } from '@homarus/sessions';

import type { Agents } from './agents.ts';
import { engineTurns } from './methods/sessions/engine-turns.ts';
import type { EngineParts } from './methods/sessions/engine-turns.ts';
import { sessionMethods } from './methods/sessions/index.ts';
import type { ModelCost } from './methods/sessions/index.ts';
import type { EventHub } from './rpc/event-hub.ts';
import type { GatewayMethod } from './rpc/method.ts';
import { toChatMessages } from './turn-events/chat-message.ts';
import type { TurnsOptions } from './turns/turns-options.ts';

export interface SessionParts extends EngineParts {
  readonly sessions: SessionStore;
  readonly memory: MemoryService;
  readonly model: LanguageModel;
  readonly agents: Agents;
  readonly hub: EventHub;
  readonly clock: Clock;
}

/** `sessions.*` over the parts of this gateway. */
export function joinSessionMethods(
  parts: SessionParts,
  { accountId, timeZone, contextTokens }: TurnsOptions,
  costs: Readonly<Record<string, ModelCost>> = {},
): readonly GatewayMethod[] {
  const { sessions: store, model, agents } = parts;
  return sessionMethods(
    {
      ...parts,
      store,
      sessions: createSessions({ ...parts, store }, { accountId }),
      turns: engineTurns(parts),
      agentIds: () => agents.list.map(({ id }) => id),
      modelOf: () => ({ provider: model.provider, model: model.modelId, contextTokens }),
      costOf: (provider, name) => costs[`${provider}/${name}`],
      toChatMessages,
    },
    { accountId, timeZone },
  );
}
