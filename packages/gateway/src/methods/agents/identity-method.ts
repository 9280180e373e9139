import * as v from 'valibot';

import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import type { Agents } from '../../agents.ts';
import { chosenAgent } from './chosen-agent.ts';

const Params = v.object({ agentId: v.optional(v.string()), sessionKey: v.optional(v.string()) });

/** Who an agent is to a person: by its id, by a session of it, or the default one. */
export function agentIdentityMethod({ agents }: { readonly agents: Agents }): GatewayMethod {
  return defineMethod({
    name: 'agent.identity.get',
    scope: 'operator.read',
    params: Params,
    handle: (params) => {
      const agent = chosenAgent(agents, params);
      const name = agent.name ?? 'Homarus';
      return {
        agentId: agent.id,
        name,
        nameSource: agent.name === undefined ? 'default' : 'config',
        avatar: agent.avatar ?? agent.emoji ?? Array.from(name)[0] ?? '',
        emoji: agent.emoji,
      };
    },
  });
}
