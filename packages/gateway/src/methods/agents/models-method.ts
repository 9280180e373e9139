import * as v from 'valibot';

import type { ModelCatalog } from '../../models/model-catalog.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';

/** `models.list`: what an agent or a session may choose. */
export function modelsMethod(models: ModelCatalog): GatewayMethod {
  return defineMethod({
    name: 'models.list',
    scope: 'operator.read',
    params: v.object({}),
    handle: () => ({
      models: models
        .list()
        .map(({ provider, modelId, contextTokens, canSee, canReason, cost }) => ({
          id: modelId,
          name: modelId,
          provider,
          available: true,
          contextWindow: contextTokens,
          input: canSee === true ? ['text', 'image'] : ['text'],
          reasoning: canReason ?? false,
          cost,
        })),
      defaultModels: { automaticUtilityModel: null },
    }),
  });
}
