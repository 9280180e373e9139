import { useApp } from '../app.ts';

/** Names a memory. */
export interface NamedMemory {
  readonly agentId: string;
  readonly id: string;
}

/** What a person does about a memory, wherever it is shown; each says what became of it. */
export interface MemoryActions {
  forget(named: NamedMemory): Promise<void>;
  bringBack(named: NamedMemory): Promise<void>;
  correct(named: NamedMemory, content: string): Promise<void>;
  /** Makes a memory as important as can be. */
  keepAlways(named: NamedMemory): Promise<void>;
  /** Makes a memory of what was only said. */
  remember(agentId: string, text: string): Promise<void>;
}

/** @param onChanged after each of them */
export function useMemoryActions(onChanged: () => void): MemoryActions {
  const { gateway, toasts, settings, attempt } = useApp();
  const { call } = gateway.client.value;
  const tell = (text: string): void => {
    toasts.show(text);
    onChanged();
  };
  const bringBack = async ({ agentId, id }: NamedMemory): Promise<void> => {
    await call('memory.admin.undo', { agentId, id });
    tell(settings.t.value.panel.broughtBack);
  };
  return {
    bringBack,
    async forget(named) {
      const { kept } = await call('memory.admin.delete', { items: [named] });
      const { panel: t } = settings.t.value;
      const undo = { label: t.undo, run: () => attempt(bringBack(named)) };
      if (kept.length > 0) toasts.show(t.kept);
      else toasts.show(t.forgotten, undo);
      onChanged();
    },
    async correct({ agentId, id }, content) {
      await call('memory.admin.edit', { agentId, id, content });
      tell(settings.t.value.memory.corrected);
    },
    async keepAlways({ agentId, id }) {
      await call('memory.admin.edit', { agentId, id, importance: 1 });
      tell(settings.t.value.memory.keptAlways);
    },
    async remember(agentId, text) {
      const fact = { category: 'user_memory_fact', importance: 1 } as const;
      await call('memory.admin.add', { agentId, text, ...fact });
      tell(settings.t.value.memory.keptAlways);
    },
  };
}
