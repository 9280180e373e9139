import { useTexts } from '../app.ts';
import { Check, Field, Input, Select } from '../components/field.tsx';
import { useManageTexts } from '../texts/manage/index.ts';
import { useFormDraft } from '../unsaved/use-form-draft.ts';
import { ScheduleFields } from './schedule-fields.tsx';
import { missedPolicies } from './task-draft.ts';
import type { TaskDraft } from './task-draft.ts';

export interface TaskChoices {
  readonly agents: readonly { readonly id: string; readonly name: string }[];
  /** `<provider>/<model>` */
  readonly models: readonly string[];
}

interface TaskFormProps {
  readonly initial: TaskDraft;
  readonly choices: TaskChoices;
  /** Whether the draft says all that is needed. */
  readonly isComplete: (draft: TaskDraft) => boolean;
  readonly onSave: (draft: TaskDraft) => void;
  readonly onCancel: () => void;
}

/** A new task, or a change of one. */
export function TaskForm({ initial, choices, isComplete, onSave, onCancel }: TaskFormProps) {
  const { cancel } = useTexts();
  const { tasks: t } = useManageTexts();
  const { value: draft, set } = useFormDraft(initial);
  const form = { draft, set, choices };
  return (
    <form
      class="task-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(draft);
      }}
    >
      <WhatFields {...form} />
      <ScheduleFields
        draft={draft.schedule}
        set={(change) => set({ schedule: { ...draft.schedule, ...change } })}
      />
      <HowFields {...form} />
      <div class="row">
        <button type="submit" class="primary" disabled={!isComplete(draft)}>
          {t.save}
        </button>
        <button type="button" class="secondary" onClick={onCancel}>
          {cancel}
        </button>
      </div>
    </form>
  );
}

interface DraftProps {
  readonly draft: TaskDraft;
  readonly set: (change: Partial<TaskDraft>) => void;
  readonly choices: TaskChoices;
}

function WhatFields({ draft, set, choices }: DraftProps) {
  const { tasks: t } = useManageTexts();
  return (
    <>
      <div class="fields">
        <Input label={t.name} type="text" value={draft.name} onChange={(name) => set({ name })} />
        {choices.agents.length > 1 ? (
          <Select
            label={t.agent}
            value={draft.agentId}
            options={choices.agents.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(agentId) => set({ agentId })}
          />
        ) : null}
      </div>
      <Field label={t.message}>
        <textarea
          rows={3}
          required
          placeholder={t.messageHint}
          value={draft.message}
          onInput={(event) => set({ message: event.currentTarget.value })}
        />
      </Field>
    </>
  );
}

function HowFields({ draft, set, choices }: DraftProps) {
  const { tasks: t } = useManageTexts();
  const { isInMain, isAnnounced, missed, model } = draft;
  return (
    <details>
      <summary>{t.more}</summary>
      <div class="fields">
        <Select
          label={t.where}
          value={isInMain ? 'main' : 'own'}
          options={[
            { value: 'own', label: t.inOwn },
            { value: 'main', label: t.inMain },
          ]}
          onChange={(value) => set({ isInMain: value === 'main' })}
        />
        <Select
          label={t.missed}
          value={missed}
          options={missedPolicies.map((value) => ({ value, label: t.missedKinds[value] }))}
          onChange={(value) =>
            set({ missed: missedPolicies.find((policy) => policy === value) ?? 'once' })
          }
        />
        {isInMain ? null : (
          <Select
            label={t.model}
            value={model}
            options={[
              { value: '', label: t.ownModel },
              ...choices.models.map((name) => ({ value: name, label: name })),
            ]}
            onChange={(value) => set({ model: value })}
          />
        )}
      </div>
      {isInMain ? null : (
        <Check
          label={t.announce}
          isOn={isAnnounced}
          onChange={(isOn) => set({ isAnnounced: isOn })}
        />
      )}
    </details>
  );
}
