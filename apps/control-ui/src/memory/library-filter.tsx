import type { MemoryTab } from '@homarus/protocol';

import { useTexts } from '../app.ts';
import { Check, Input, Select } from '../components/field.tsx';
import { useSessionLabel } from '../sessions/use-session-label.ts';
import { AgentSelect } from './agent-select.tsx';
import { useCategoryLabel } from './panel-facts.ts';
import type { PanelFacts } from './panel-facts.ts';

export interface LibraryFilter {
  readonly category: string;
  readonly sessionId: string;
  readonly text: string;
  /** `2026-11-21`; empty: no limit. */
  readonly from: string;
  readonly to: string;
  readonly withDeleted: boolean;
}

export const emptyFilter: LibraryFilter = {
  category: '',
  sessionId: '',
  text: '',
  from: '',
  to: '',
  withDeleted: false,
};

interface LibraryFilterProps {
  readonly tab: MemoryTab;
  readonly panel: PanelFacts;
  readonly filter: LibraryFilter;
  readonly onChange: (filter: LibraryFilter) => void;
}

export function LibraryFilterView({ tab, panel, filter, onChange }: LibraryFilterProps) {
  const { panel: t } = useTexts();
  const labelOf = useCategoryLabel(panel);
  const sessionLabel = useSessionLabel();
  const set = (name: keyof LibraryFilter) => (value: string | boolean) =>
    onChange({ ...filter, [name]: value });
  const all = { value: '', label: t.all };
  return (
    <div class="filters">
      {panel.agents.length > 1 ? <AgentSelect panel={panel} /> : null}
      <Select
        label={t.category}
        value={filter.category}
        options={[
          all,
          ...panel.config.tabCategories[tab].map((value) => ({ value, label: labelOf(value) })),
        ]}
        onChange={set('category')}
      />
      <Select
        label={t.session}
        value={filter.sessionId}
        options={[all, ...panel.sessions.map((value) => ({ value, label: sessionLabel(value) }))]}
        onChange={set('sessionId')}
      />
      <Input label={t.from} type="date" value={filter.from} onChange={set('from')} />
      <Input label={t.to} type="date" value={filter.to} onChange={set('to')} />
      {tab === 'full' ? null : (
        <>
          <Input label={t.words} type="search" value={filter.text} onChange={set('text')} />
          <Check label={t.deleted} isOn={filter.withDeleted} onChange={set('withDeleted')} />
        </>
      )}
    </div>
  );
}
