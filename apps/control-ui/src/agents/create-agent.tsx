import { useApp } from '../app.ts';
import { Input } from '../components/field.tsx';
import { useManageTexts } from '../texts/manage/index.ts';
import { useFormDraft } from '../unsaved/use-form-draft.ts';
import { ModelSelect } from './model-select.tsx';
import type { ModelChoices } from './read-agents.ts';

const empty = { name: '', emoji: '', model: '' };

interface CreateAgentProps {
  readonly models: ModelChoices;
  readonly onCreated: (agentId: string) => void;
}

export function CreateAgent({ models, onCreated }: CreateAgentProps) {
  const { gateway, attempt } = useApp();
  const { agents: t } = useManageTexts();
  const draft = useFormDraft(empty);
  const set = (name: keyof typeof empty) => (value: string) => draft.set({ [name]: value });
  const { name, emoji, model } = draft.value;
  const create = async (): Promise<void> => {
    const { agentId } = await gateway.client.value.call('agents.create', {
      name: name.trim(),
      ...(emoji === '' ? {} : { emoji }),
      ...(model === '' ? {} : { model }),
    });
    draft.set(empty);
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
