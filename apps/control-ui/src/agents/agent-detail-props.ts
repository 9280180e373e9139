import type { AgentsFacts, ListedAgent } from './read-agents.ts';

/** What every part of an agent's page gets. */
export interface AgentDetailProps {
  readonly agent: ListedAgent;
  readonly facts: AgentsFacts;
  readonly onChanged: () => void;
}
