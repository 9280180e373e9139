import { parseSessionKey } from '@homarus/sessions';

import type { AgentSettings, Agents } from '../../agents.ts';

/** The agent that a call means: by its id, by a session of it, or the default one. */
export function chosenAgent(
  agents: Agents,
  {
    agentId,
    sessionKey,
  }: { readonly agentId?: string | undefined; readonly sessionKey?: string | undefined },
): AgentSettings {
  if (agentId !== undefined) return agents.require(agentId, 'agentId');
  // A short key, such as `main`, names no agent.
  if (sessionKey?.startsWith('agent:') !== true) return agents.byDefault;
  return agents.require(parseSessionKey(sessionKey).agentId, 'sessionKey');
}
