import type { GatewayMethods } from '@homarus/protocol';

import { useApp } from '../app.ts';
import { Input, Select } from '../components/field.tsx';
import { useLoad } from '../components/use-load.ts';
import { useWatchTexts } from '../texts/watch/index.ts';

type ListWish = NonNullable<GatewayMethods['sessions.list']['params']>;

const kinds = ['main', 'direct', 'group', 'cron', 'subagent'] as const;
const whiches = ['active', 'archived', 'all'] as const;

export interface SessionFilter {
  readonly search: string;
  /** Empty: all. */
  readonly agentId: string;
  readonly kind: (typeof kinds)[number] | '';
  readonly which: (typeof whiches)[number];
}

export const emptyFilter: SessionFilter = { search: '', agentId: '', kind: '', which: 'active' };

export function toListWish({ search, agentId, kind, which }: SessionFilter): ListWish {
  return {
    includeDerivedTitles: true,
    includeLastMessage: true,
    archived: which === 'all' ? 'all' : which === 'archived',
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(agentId === '' ? {} : { agentId }),
    ...(kind === '' ? {} : { kinds: [kind] }),
  };
}

interface SessionFilterProps {
  readonly filter: SessionFilter;
  readonly onChange: (filter: SessionFilter) => void;
}

export function SessionFilterView({ filter, onChange }: SessionFilterProps) {
  const { gateway } = useApp();
  const { sessions: t } = useWatchTexts();
  const agents = useLoad(() => gateway.client.value.call('agents.list'), []);
  const all = { value: '', label: t.all };
  return (
    <div class="filters">
      <Input
        label={t.search}
        type="search"
        value={filter.search}
        onChange={(search) => onChange({ ...filter, search })}
      />
      <Select
        label={t.agent}
        value={filter.agentId}
        options={[
          all,
          ...(agents.data?.agents ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(agentId) => onChange({ ...filter, agentId })}
      />
      <Select
        label={t.kind}
        value={filter.kind}
        options={[all, ...kinds.map((value) => ({ value, label: t.kinds[value] ?? value }))]}
        onChange={(value) =>
          onChange({ ...filter, kind: kinds.find((kind) => kind === value) ?? '' })
        }
      />
      <Select
        label={t.which}
        value={filter.which}
        options={whiches.map((value) => ({ value, label: t.whiches[value] }))}
        onChange={(value) =>
          onChange({ ...filter, which: whiches.find((which) => which === value) ?? 'active' })
        }
      />
    </div>
  );
}
