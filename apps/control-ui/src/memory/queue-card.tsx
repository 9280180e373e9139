import type { JobAnswer } from '@homarus/protocol';

import { useApp, useTexts } from '../app.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Card } from '../components/page.tsx';
import { useInterval } from '../components/use-interval.ts';
import { useLoad } from '../components/use-load.ts';
import { followMs } from './care-interval.ts';

/** The jobs of the memory; those that were given up can be tried again. */
export function QueueCard() {
  const { gateway, attempt } = useApp();
  const { panel: t } = useTexts();
  const client = gateway.client.value;
  const queue = useLoad(() => client.call('memory.admin.queue', {}), []);
  useInterval(queue.reload, followMs);
  const act = (action: Promise<unknown>): void => attempt(action.then(queue.reload));
  const retry = (ids?: readonly string[]): void =>
    act(client.call('memory.admin.retry', ids === undefined ? {} : { ids: [...ids] }));
  const drop = (id: string): void => act(client.call('memory.admin.drop', { ids: [id] }));
  return (
    <Card title={t.queue}>
      <LoadedView loaded={queue}>
        {({ pending, dead, jobs }) => (
          <>
            <div class="row">
              <span>{t.queueFacts(pending, dead)}</span>
              {dead > 0 ? (
                <button type="button" class="secondary" onClick={() => retry()}>
                  {t.retryAll}
                </button>
              ) : null}
            </div>
            <Jobs jobs={jobs} onRetry={(id) => retry([id])} onDrop={drop} />
          </>
        )}
      </LoadedView>
    </Card>
  );
}

interface JobsProps {
  readonly jobs: readonly JobAnswer[];
  readonly onRetry: (id: string) => void;
  readonly onDrop: (id: string) => void;
}

function Jobs({ jobs, onRetry, onDrop }: JobsProps) {
  const { panel: t, table } = useTexts();
  if (jobs.length === 0) return null;
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={t.queue}>
      <table class="data">
        <thead>
          <tr>
            <th>{t.job}</th>
            <th>{t.state}</th>
            <th>{t.attempts}</th>
            <th>{t.reason}</th>
            <th>{table.actions}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map(({ id, kind, state, attempts, lastError }) => (
            <tr key={id}>
              <td>{t.jobs[kind] ?? kind}</td>
              <td>{t.jobStates[state]}</td>
              <td>{attempts}</td>
              <td>{lastError}</td>
              <td>
                {state === 'dead' ? (
                  <>
                    <button type="button" class="quiet" onClick={() => onRetry(id)}>
                      {t.retryOne}
                    </button>
                    <button type="button" class="quiet" onClick={() => onDrop(id)}>
                      {t.drop}
                    </button>
                  </>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
