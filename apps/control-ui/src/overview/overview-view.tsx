import '../styles/operate.css';

import type { HealthIssue } from '@homarus/base';

import { useApp, useTexts } from '../app.ts';
import { BucketChart } from '../components/bucket-chart.tsx';
import { Figures } from '../components/figures.tsx';
import { useFormat } from '../components/format.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Card, Page } from '../components/page.tsx';
import { StatusDot } from '../components/status-dot.tsx';
import { useEvent } from '../components/use-event.ts';
import { useInterval } from '../components/use-interval.ts';
import { useLoad } from '../components/use-load.ts';
import { pagesFor } from '../frame/page-list.ts';
import { issueText } from '../problems/problem.ts';
import { toHash } from '../settings/route.ts';
import { useWatchTexts } from '../texts/watch/index.ts';
import { toParts } from './parts.ts';
import { readOverview } from './read-overview.ts';
import type { OverviewFacts } from './read-overview.ts';
import { RecentTurns } from './recent-turns.tsx';

const refreshMs = 10_000;

/** How everything is, at one look. */
export function OverviewView() {
  const { gateway } = useApp();
  const facts = useLoad(() => readOverview(gateway), []);
  useInterval(facts.reload, refreshMs);
  useEvent('sessions.changed', facts.reload);
  useEvent('health', facts.reload);
  return (
    <Page>
      <LoadedView loaded={facts}>
        {(data) => (
          <>
            <OverviewFigures facts={data} />
            <div class="grid">
              <Parts facts={data} />
              <RecentTurns sessions={data.sessions.sessions} />
              <TokensByDay facts={data} />
              <Clients facts={data} />
            </div>
          </>
        )}
      </LoadedView>
    </Page>
  );
}

interface FactsProps {
  readonly facts: OverviewFacts;
}

function OverviewFigures({ facts: { status, sessions, usage, health } }: FactsProps) {
  const { overview: t } = useWatchTexts();
  const { number, money, bytes } = useFormat();
  const { machine, processMemory } = status;
  const running = sessions.sessions.filter((row) => row.status === 'running').length;
  return (
    <Figures
      figures={[
        { name: t.state, value: health.status === 'healthy' ? t.healthy : t.degraded },
        { name: t.running, value: number(running) },
        { name: t.tokens, value: number(usage.totals.totalTokens) },
        { name: t.cost, value: money(usage.totals.totalCost) },
        { name: t.memoryUse, value: bytes(processMemory.rssBytes) },
        { name: t.load, value: t.loadOf(number(machine.load), number(machine.processors)) },
      ]}
    />
  );
}

function Parts({ facts }: FactsProps) {
  const { gateway } = useApp();
  const { overview: t } = useWatchTexts();
  const texts = useTexts();
  const format = { ...useFormat(), issue: (issue: HealthIssue) => issueText(issue, texts) };
  const pages = new Set<string>(pagesFor(gateway.methods.value).map(({ name }) => name));
  return (
    <Card title={t.parts}>
      <ul class="parts">
        {toParts(facts, t, format).map(({ name, tone, text, page }) => (
          <li key={name}>
            <StatusDot tone={tone} />
            {page !== undefined && pages.has(page) ? (
              <a href={toHash({ page, place: '' })}>{name}</a>
            ) : (
              <span>{name}</span>
            )}
            <span class="muted">{text}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function TokensByDay({ facts: { usage } }: FactsProps) {
  const { settings } = useApp();
  const { overview: t } = useWatchTexts();
  const { daily } = usage.aggregates;
  const tokens = new Map(daily.map((day) => [day.date, day.tokens]));
  const short = new Intl.DateTimeFormat(settings.locale.value, {
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  });
  const buckets = daysBetween(usage.startDate, usage.endDate).map((date) => ({
    key: date,
    label: short.format(new Date(date)),
    count: tokens.get(date) ?? 0,
  }));
  return (
    <Card title={t.perDay}>
      <BucketChart buckets={buckets} label={t.perDay} />
    </Card>
  );
}

const dayMs = 86_400_000;

/** `2026-11-21` and so on, both ends with them. */
function daysBetween(first: string, last: string): readonly string[] {
  const start = Date.parse(first);
  const count = Math.floor((Date.parse(last) - start) / dayMs) + 1;
  return Array.from({ length: Math.max(0, count) }, (_day, index) =>
    new Date(start + index * dayMs).toISOString().slice(0, 10),
  );
}

function Clients({ facts: { presence } }: FactsProps) {
  const { overview: t } = useWatchTexts();
  const { relative } = useFormat();
  const here = presence.filter(({ reason }) => reason !== 'disconnect');
  return (
    <Card title={t.clients}>
      <ul class="parts">
        {here.map(({ host, mode, platform, version, ip, reason, ts, instanceId }) => (
          <li key={`${instanceId ?? host} ${ts}`}>
            <StatusDot tone="good" />
            <span>{host ?? mode}</span>
            <span class="muted">
              {reason === 'self'
                ? t.thisGateway
                : [mode, platform, version, ip, relative(ts)].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
