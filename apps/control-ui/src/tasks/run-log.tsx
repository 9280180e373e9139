import type { CronRunShape } from '@homarus/protocol';

import { useApp } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { StatusDot } from '../components/status-dot.tsx';
import { useLoad } from '../components/use-load.ts';
import { toHash } from '../settings/route.ts';
import { useManageTexts } from '../texts/manage/index.ts';

const limit = 20;

interface RunLogProps {
  /** Default: of all tasks. */
  readonly jobId?: string;
  /** Another one: read it anew. */
  readonly version: unknown;
}

/** The last runs. */
export function RunLog({ jobId, version }: RunLogProps) {
  const { gateway } = useApp();
  const { tasks: t } = useManageTexts();
  const runs = useLoad(() => {
    const which = jobId === undefined ? { scope: 'all' as const } : { id: jobId };
    return gateway.client.value.call('cron.runs', { ...which, limit });
  }, [jobId, version]);
  return (
    <LoadedView loaded={runs}>
      {({ entries }) => (
        <>
          {entries.length === 0 ? <p class="note">{t.noRuns}</p> : null}
          <ul class="parts">
            {entries.map((run) => (
              <Run key={run.runId} run={run} isNamed={jobId === undefined} />
            ))}
          </ul>
        </>
      )}
    </LoadedView>
  );
}

const tones = { ok: 'good', error: 'bad', skipped: 'limited' } as const;

function Run({ run, isNamed }: { readonly run: CronRunShape; readonly isNamed: boolean }) {
  const { tasks: t } = useManageTexts();
  const { date, duration, number } = useFormat();
  const { status, ts, durationMs, jobName, sessionKey, summary, error, usage } = run;
  const title = `${date(ts)}${isNamed ? ` · ${jobName}` : ''}`;
  const facts = [
    t.statuses[status],
    duration(durationMs),
    usage === undefined ? undefined : t.tokens(number(usage.total_tokens)),
    error ?? summary,
  ];
  return (
    <li>
      <StatusDot tone={tones[status]} />
      {sessionKey === undefined ? (
        <span>{title}</span>
      ) : (
        <a href={toHash({ page: 'chat', place: sessionKey })}>{title}</a>
      )}
      <span class="muted">{facts.filter((fact) => fact !== undefined).join(' · ')}</span>
    </li>
  );
}
