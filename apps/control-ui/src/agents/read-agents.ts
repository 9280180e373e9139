import type { AgentSummary } from '@homarus/protocol';
import type { GatewayClient } from '@homarus/sdk';

/** What the configuration file says of an agent. */
export interface AgentEntry {
  readonly name?: string;
  readonly soul?: string;
  readonly emoji?: string;
  readonly model?: string;
  readonly tools?: {
    readonly profile?: string;
    readonly allow?: readonly string[];
    readonly deny?: readonly string[];
  };
  readonly exec?: { readonly mode?: string; readonly allow?: readonly string[] };
}

export interface ListedAgent extends AgentSummary {
  readonly isDefault: boolean;
  /** Undefined when it was made over the wire, and the file has nothing of it. */
  readonly entry: AgentEntry | undefined;
}

export interface AgentsFacts {
  readonly agents: readonly ListedAgent[];
  readonly models: ModelChoices;
  /** For the next change of the configuration file. */
  readonly configHash: string;
}

export interface ModelChoices {
  /** `<provider>/<model>` */
  readonly names: readonly string[];
  /** What an agent without a model of its own has. */
  readonly byDefault: string;
}

export async function readAgents(client: GatewayClient): Promise<AgentsFacts> {
  const [list, config, models, { defaults }] = await Promise.all([
    client.call('agents.list'),
    client.call('config.get'),
    client.call('models.list'),
    client.call('sessions.list', { limit: 1 }),
  ]);
  const entries = toEntries(config.parsed);
  const toListed = (agent: AgentSummary): ListedAgent => {
    const isDefault = agent.id === list.defaultId;
    return { ...agent, isDefault, entry: entries[agent.id] ?? (isDefault ? {} : undefined) };
  };
  return {
    agents: list.agents.map(toListed),
    models: {
      names: models.models.map(({ provider, id }) => `${provider}/${id}`),
      byDefault: `${defaults.modelProvider}/${defaults.model}`,
    },
    configHash: config.hash,
  };
}

/** The part `agents` of a configuration file; the gateway has checked it. */
function toEntries(parsed: unknown): Readonly<Record<string, AgentEntry>> {
  const { agents = {} } = (parsed ?? {}) as { readonly agents?: Record<string, AgentEntry> };
  return agents;
}
