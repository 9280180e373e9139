import type { SessionRow } from '@homarus/protocol';

import { useTexts } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { Card } from '../components/page.tsx';
import { StatusDot } from '../components/status-dot.tsx';
import type { Tone } from '../components/status-dot.tsx';
import { titleOf } from '../sessions/title-of.ts';
import { toHash } from '../settings/route.ts';
import { useWatchTexts } from '../texts/watch/index.ts';

/** Of the last turn of a session. */
export const turnTones: Readonly<Record<NonNullable<SessionRow['status']>, Tone>> = {
  running: 'busy',
  done: 'good',
  failed: 'bad',
  killed: 'limited',
};

const shown = 8;

/** The conversations that were used last, with how their last turn went. */
export function RecentTurns({ sessions }: { readonly sessions: readonly SessionRow[] }) {
  const { overview: t } = useWatchTexts();
  return (
    <Card title={t.recent}>
      {sessions.length === 0 ? <p class="note">{t.noRecent}</p> : null}
      <ul class="parts">
        {sessions.slice(0, shown).map((row) => (
          <RecentTurn key={row.key} row={row} />
        ))}
      </ul>
    </Card>
  );
}

function RecentTurn({ row }: { readonly row: SessionRow }) {
  const texts = useTexts();
  const { sessions: t } = useWatchTexts();
  const { relative, duration, number, money } = useFormat();
  const { key, status, lastActivityAt, runtimeMs, totalTokens, lastRunError } = row;
  const cost = row.estimatedCostUsd ?? 0;
  const facts = [
    status === undefined ? undefined : t.statuses[status],
    relative(lastActivityAt),
    runtimeMs === undefined ? undefined : duration(runtimeMs),
    t.tokens(number(totalTokens)),
    cost === 0 ? undefined : money(cost),
    lastRunError,
  ];
  return (
    <li>
      <StatusDot tone={status === undefined ? 'off' : turnTones[status]} />
      <a href={toHash({ page: 'chat', place: key })}>{titleOf(row, texts)}</a>
      <span class="muted">{facts.filter((fact) => fact !== undefined).join(' · ')}</span>
    </li>
  );
}
