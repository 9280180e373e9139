import { useApp } from '../app.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import type { AgentDetailProps } from './agent-detail-props.ts';
import type { AgentEntry } from './read-agents.ts';

/** Null takes a setting away. */
type EntryChange = { readonly [K in keyof AgentEntry]?: AgentEntry[K] | null };

/** The agent in the configuration file. */
export interface ConfiguredAgent {
  /** Rejects with `conflict` when the file was changed since it was read. */
  save(change: EntryChange): Promise<void>;
  remove(): Promise<void>;
}

export function useConfiguredAgent({ agent, facts, onChanged }: AgentDetailProps): ConfiguredAgent {
  const { gateway, toasts } = useApp();
  const { agents: t } = useManageTexts();
  const patch = async (entry: object | null): Promise<void> => {
    const raw = JSON.stringify({ agents: { [agent.id]: entry } });
    const { configHash: baseHash } = facts;
    // Also after a conflict: the next attempt is then made against the file as it is.
    await gateway.client.value.call('config.patch', { raw, baseHash }).finally(onChanged);
  };
  return {
    async save(change) {
      await patch(agent.entry === undefined ? { ...toEntry(agent), ...change } : change);
      toasts.show(t.saved);
    },
    remove: () => patch(null),
  };
}

/** An agent that was made over the wire, as the file says it: there, the file alone holds. */
function toEntry({ name, identity, model, workspace }: AgentDetailProps['agent']): object {
  return { name, emoji: identity.emoji, model: model?.primary, workspace };
}
