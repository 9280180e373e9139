import { useApp } from '../app.ts';
import { Field, Input } from '../components/field.tsx';
import { useManageTexts } from '../texts/manage/index.ts';
import { useFormDraft } from '../unsaved/use-form-draft.ts';
import type { AgentDetailProps } from './agent-detail-props.ts';
import { ModelSelect } from './model-select.tsx';
import { useConfiguredAgent } from './use-configured-agent.ts';

/** Name, sign, model; and for an agent of the configuration file its soul. */
export function IdentityForm(props: AgentDetailProps) {
  const { agent, facts, onChanged } = props;
  const { gateway, toasts, attempt } = useApp();
  const { agents: t } = useManageTexts();
  const configured = useConfiguredAgent(props);
  const draft = useFormDraft({
    name: agent.name,
    emoji: agent.identity.emoji ?? '',
    model: agent.model?.primary ?? '',
    soul: agent.entry?.soul ?? '',
  });
  const set = (name: keyof typeof draft.value) => (value: string) => draft.set({ [name]: value });
  const { name, emoji, model, soul } = draft.value;
  const save = async (): Promise<void> => {
    const orNull = (value: string): string | null => (value === '' ? null : value);
    if (agent.entry !== undefined) {
      const change = { name, emoji: orNull(emoji), model: orNull(model), soul: orNull(soul) };
      await configured.save(change);
    } else {
      const change = { agentId: agent.id, name, emoji, model: orNull(model) };
      await gateway.client.value.call('agents.update', change);
      toasts.show(t.saved);
      onChanged();
    }
    draft.settle(draft.value);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        attempt(save());
      }}
    >
      <div class="fields">
        <Input label={t.name} type="text" value={name} onChange={set('name')} />
        <Input label={t.emoji} type="text" value={emoji} onChange={set('emoji')} />
        <ModelSelect models={facts.models} value={model} onChange={set('model')} />
      </div>
      {agent.entry === undefined ? null : (
        <>
          <Field label={t.soul}>
            <textarea
              rows={3}
              value={soul}
              onInput={(event) => set('soul')(event.currentTarget.value)}
            />
          </Field>
          <p class="note">{t.fromFile}</p>
        </>
      )}
      <div class="row">
        <button type="submit" class="primary" disabled={!draft.isChanged || name.trim() === ''}>
          {t.save}
        </button>
      </div>
    </form>
  );
}
