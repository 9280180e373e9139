import type { AuditListParams } from '@homarus/protocol';

import { useApp } from '../app.ts';
import { Input, Select } from '../components/field.tsx';
import { useLoad } from '../components/use-load.ts';
import { useManageTexts } from '../texts/manage/index.ts';

const kinds = ['tool_action', 'gateway_action'] as const;
const statuses = ['succeeded', 'blocked', 'failed'] as const;

/** What is empty is not looked at. */
export interface AuditFilter {
  readonly kind: string;
  readonly status: string;
  readonly agentId: string;
  /** `2026-11-21`, in the time zone of the browser. */
  readonly from: string;
  readonly to: string;
}

export const emptyFilter: AuditFilter = { kind: '', status: '', agentId: '', from: '', to: '' };

export function toAuditWish({ from, to, ...named }: AuditFilter): AuditListParams {
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== ''));
  return {
    ...given,
    // Both ends are left out by the gateway.
    ...(from === '' ? {} : { after: Date.parse(`${from}T00:00:00`) - 1 }),
    ...(to === '' ? {} : { before: Date.parse(`${to}T23:59:59.999`) + 1 }),
  };
}

interface AuditFilterProps {
  readonly filter: AuditFilter;
  readonly onChange: (filter: AuditFilter) => void;
}

export function AuditFilterView({ filter, onChange }: AuditFilterProps) {
  const { gateway } = useApp();
  const { audit: t } = useManageTexts();
  const agents = useLoad(() => gateway.client.value.call('agents.list'), []);
  const all = { value: '', label: t.all };
  const set = (name: keyof AuditFilter) => (value: string) =>
    onChange({ ...filter, [name]: value });
  return (
    <div class="filters">
      <Select
        label={t.kind}
        value={filter.kind}
        options={[all, ...kinds.map((value) => ({ value, label: t.kinds[value] ?? value }))]}
        onChange={set('kind')}
      />
      <Select
        label={t.status}
        value={filter.status}
        options={[all, ...statuses.map((value) => ({ value, label: t.statuses[value] }))]}
        onChange={set('status')}
      />
      <Select
        label={t.agent}
        value={filter.agentId}
        options={[
          all,
          ...(agents.data?.agents ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={set('agentId')}
      />
      <Input label={t.from} type="date" value={filter.from} onChange={set('from')} />
      <Input label={t.to} type="date" value={filter.to} onChange={set('to')} />
    </div>
  );
}
