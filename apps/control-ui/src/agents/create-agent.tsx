import { useSignal } from '@preact/signals';

import { useApp } from '../app.ts';
import { Input } from '../components/field.tsx';
import { useManageTexts } from '../texts/manage/index.ts';
import { ModelSelect } from './model-select.tsx';
import type { ModelChoices } from './read-agents.ts';

interface CreateAgentProps {
  readonly models: ModelChoices;
  readonly onCreated: (agentId: string) => void;
}

export function CreateAgent({ models, onCreated }: CreateAgentProps) {
  const { gateway, attempt } = useApp();
  const { agents: t } = useManageTexts();
  const draft = useSignal({ name: '', emoji: '', model: '' });
  const set = (name: 'name' | 'emoji' | 'model') => (value: string) => {
    draft.value = { ...draft.value, [name]: value };
  };
  const { name, emoji, model } = draft.value;
  const create = async (): Promise<void> => {
    const { agentId } = await gateway.client.value.call('agents.create', {
      name: name.trim(),
      ...(emoji === '' ? {} : { emoji }),
      ...(model === '' ? {} : { model }),
    });
    onCreated(agentId);
  };
  return (
    <details class="card">
      <summary>{t.create}</summary>
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault();
          attempt(create());
        }}
      >
        <Input label={t.name} type="text" value={name} onChange={set('name')} />
        <Input label={t.emoji} type="text" value={emoji} onChange={set('emoji')} />
        <ModelSelect models={models} value={model} onChange={set('model')} />
        <button type="submit" class="primary" disabled={name.trim() === ''}>
          {t.add}
        </button>
      </form>
    </details>
  );
}
