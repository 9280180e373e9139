import type { Clock } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';
import { createSessions } from '@homarus/sessions';
import type { SessionStore } from '@homarus/sessions';

import type { Agents } from './agents.ts';
import { engineTurns } from './methods/sessions/engine-turns.ts';
import type { EngineParts } from './methods/sessions/engine-turns.ts';
import type { ForgettingLibrary } from './methods/sessions/forget-learned.ts';
import { sessionMethods } from './methods/sessions/index.ts';
import { choiceOf } from './models/choose-model.ts';
import type { ChooseModel } from './models/choose-model.ts';
import { requireModel } from './models/model-catalog.ts';
import type { ModelCatalog } from './models/model-catalog.ts';
import type { EventHub } from './rpc/event-hub.ts';
import type { GatewayMethod } from './rpc/method.ts';
import { toChatMessages } from './turn-events/chat-message.ts';
import type { QueueMode } from './turns/turn.ts';
import type { TurnsOptions } from './turns/turns-options.ts';

export interface SessionParts extends EngineParts {
  readonly sessions: SessionStore;
  readonly memory: MemoryService;
  readonly memoryPanel?: { readonly library: ForgettingLibrary };
  readonly models: ModelCatalog;
  readonly chooseModel: ChooseModel;
  readonly queueMode: () => QueueMode;
  readonly agents: Agents;
  readonly hub: EventHub;
  readonly clock: Clock;
}

/** `sessions.*` over the parts of this gateway. */
export function joinSessionMethods(
  parts: SessionParts,
  { accountId, timeZone }: TurnsOptions,
): readonly GatewayMethod[] {
  const { sessions: store, models, chooseModel, agents } = parts;
  return sessionMethods(
    {
      ...parts,
      store,
      library: parts.memoryPanel?.library,
      sessions: createSessions({ ...parts, store }, { accountId }),
      turns: engineTurns(parts),
      agentIds: () => agents.list.map(({ id }) => id),
      modelOf: (agentId, facts) => {
        const { model, contextTokens, canReason } = chooseModel(agentId, facts.model);
        return { provider: model.provider, model: model.modelId, contextTokens, canReason };
      },
      checkModel: (reference, path) => requireModel(models, reference, path),
      costOf: (provider, modelId) => choiceOf(models, { provider, modelId }).cost,
      toChatMessages,
    },
    { accountId, timeZone },
  );
}
