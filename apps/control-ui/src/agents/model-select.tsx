import { Select } from '../components/field.tsx';
import { useManageTexts } from '../texts/manage/index.ts';
import type { ModelChoices } from './read-agents.ts';

interface ModelSelectProps {
  readonly models: ModelChoices;
  /** Empty: that of the gateway. */
  readonly value: string;
  readonly onChange: (model: string) => void;
}

export function ModelSelect({ models: { names, byDefault }, value, onChange }: ModelSelectProps) {
  const { agents: t } = useManageTexts();
  // The configuration may name a model in another way, or one that is not there any more.
  const known = value === '' || names.includes(value) ? names : [value, ...names];
  return (
    <Select
      label={t.model}
      value={value}
      options={[
        { value: '', label: t.ownModel(byDefault) },
        ...known.map((name) => ({ value: name, label: name })),
      ]}
      onChange={onChange}
    />
  );
}
