import type { MemoryAdminDashboard } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { Bars } from '../components/bars.tsx';
import { BucketChart } from '../components/bucket-chart.tsx';
import { Select } from '../components/field.tsx';
import { Figures } from '../components/figures.tsx';
import { useFormat } from '../components/format.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Card } from '../components/page.tsx';
import { useLoad } from '../components/use-load.ts';
import { useSessionLabel } from '../sessions/use-session-label.ts';
import { useCategoryLabel } from './panel-facts.ts';
import type { PanelFacts } from './panel-facts.ts';

const dayMs = 86_400_000;
const spans = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs, year: 365 * dayMs } as const;
const spanNames = ['day', 'week', 'month', 'year'] as const;
type SpanName = (typeof spanNames)[number];

/** How much is remembered, of what and when. */
export function DashboardView({ panel }: { readonly panel: PanelFacts }) {
  const { gateway } = useApp();
  const { panel: t } = useTexts();
  const span = useSignal<SpanName>('month');
  const agent = useSignal('*');
  const dashboard = useLoad(() => {
    const now = Date.now();
    return gateway.client.value.call('memory.admin.dashboard', {
      agentId: agent.value,
      timeFrom: new Date(now - spans[span.value]).toISOString(),
      timeTo: new Date(now).toISOString(),
    });
  }, [span.value, agent.value]);
  const agents = panel.agents.map((value) => ({ value, label: value }));
  return (
    <>
      <div class="filters">
        <Select
          label={t.span}
          value={span.value}
          options={spanNames.map((value) => ({ value, label: t.spans[value] }))}
          onChange={(value) => {
            span.value = spanNames.find((name) => name === value) ?? 'month';
          }}
        />
        <Select
          label={t.agent}
          value={agent.value}
          options={[{ value: '*', label: t.allAgents }, ...agents]}
          onChange={(value) => {
            agent.value = value;
          }}
        />
      </div>
      <LoadedView loaded={dashboard}>
        {(facts) => <DashboardFacts facts={facts} panel={panel} />}
      </LoadedView>
    </>
  );
}

interface DashboardFactsProps {
  readonly facts: MemoryAdminDashboard;
  readonly panel: PanelFacts;
}

function DashboardFacts({ facts, panel }: DashboardFactsProps) {
  const { panel: t } = useTexts();
  const labelOf = useCategoryLabel(panel);
  const sessionLabel = useSessionLabel();
  const { importance } = facts;
  const categories = Object.entries(facts.byCategory).map(([category, count]) => ({
    name: labelOf(category),
    count,
  }));
  return (
    <>
      <DashboardFigures facts={facts} />
      <Card title={t.overTime}>
        <BucketChart buckets={facts.byBucket} label={t.overTime} />
      </Card>
      <div class="grid">
        <Card title={t.categories}>
          <Bars label={t.categories} bars={categories.toSorted((a, b) => b.count - a.count)} />
        </Card>
        <Card title={t.importances}>
          <Bars
            label={t.importances}
            bars={[
              { name: t.high, count: importance.high },
              { name: t.mid, count: importance.mid },
              { name: t.low, count: importance.low },
            ]}
          />
        </Card>
        <Card title={t.topAgents}>
          <Bars
            label={t.topAgents}
            bars={facts.topAgents.map(({ agentId: name, count }) => ({ name, count }))}
          />
        </Card>
        <Card title={t.topSessions}>
          <Bars
            label={t.topSessions}
            bars={facts.topSessions.map(({ sessionId, count }) => ({
              name: sessionLabel(sessionId),
              count,
            }))}
          />
        </Card>
      </div>
    </>
  );
}

function DashboardFigures({ facts }: { readonly facts: MemoryAdminDashboard }) {
  const { panel: t } = useTexts();
  const { number } = useFormat();
  const { byKind } = facts;
  const figures = [
    { name: t.total, value: number(facts.total) },
    { name: t.sections.user, value: number(byKind.user) },
    { name: t.sections.self, value: number(byKind.self) },
    { name: t.sections.full, value: number(byKind.full) },
    { name: t.sessions, value: number(facts.uniqueSessions) },
    { name: t.agents, value: number(facts.uniqueAgents) },
    { name: t.average, value: facts.importance.avg.toFixed(2) },
  ];
  return <Figures figures={figures} />;
}
