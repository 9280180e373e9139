import type { JobAnswer, VerifyAnswer } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Card } from '../components/page.tsx';
import { useInterval } from '../components/use-interval.ts';
import { useLoad } from '../components/use-load.ts';
import type { PanelFacts } from './panel-facts.ts';

/** How often work is looked at. */
const followMs = 2000;

/** The work of the memory behind the scenes: its queue, whether its data fits together, its vectors. */
export function CareView({ panel }: { readonly panel: PanelFacts }) {
  return (
    <>
      <Queue />
      <Drift />
      <Spaces panel={panel} />
    </>
  );
}

function Queue() {
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
            <p>
              {t.queueFacts(pending, dead)}{' '}
              {dead > 0 ? (
                <button type="button" class="secondary" onClick={() => retry()}>
                  {t.retryAll}
                </button>
              ) : null}
            </p>
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

function Drift() {
  const { gateway, toasts, attempt } = useApp();
  const { panel: t } = useTexts();
  const { number } = useFormat();
  const seen = useSignal<VerifyAnswer | undefined>(undefined);
  const client = gateway.client.value;
  const verify = async (): Promise<void> => {
    seen.value = await client.call('memory.admin.verify', {});
  };
  const repair = async (): Promise<void> => {
    const { left } = await client.call('memory.admin.repair', {});
    seen.value = left;
    toasts.show(t.repaired);
  };
  const found = seen.value;
  return (
    <Card title={t.drift}>
      {found === undefined ? null : (
        <p role="status">
          {found.drift === 0 ? t.sound(number(found.checked)) : t.unsound(number(found.drift))}
        </p>
      )}
      <div class="row">
        <button type="button" class="secondary" onClick={() => attempt(verify())}>
          {t.verify}
        </button>
        {found === undefined || found.drift === 0 ? null : (
          <button type="button" class="primary" onClick={() => attempt(repair())}>
            {t.repair}
          </button>
        )}
      </div>
    </Card>
  );
}

function Spaces({ panel: { agentId } }: { readonly panel: PanelFacts }) {
  const { gateway, attempt } = useApp();
  const { panel: t } = useTexts();
  const { number } = useFormat();
  const client = gateway.client.value;
  const spaces = useLoad(() => client.call('memory.admin.spaces', { agentId }), [agentId]);
  const isFilling = spaces.data !== undefined && !spaces.data.isComplete;
  useInterval(() => {
    if (isFilling) spaces.reload();
  }, followMs);
  const reembed = async (): Promise<void> => {
    await client.call('memory.admin.reembed', { agentId });
    spaces.reload();
  };
  return (
    <Card title={t.spaces}>
      <LoadedView loaded={spaces}>
        {({ model, isComplete, spaces: all, failure }) =>
          model === null ? (
            <p class="note">{t.noModel}</p>
          ) : (
            <>
              {all.map((space) => (
                <p key={space.id}>
                  <label>
                    {t.space(space.model, number(space.vectors), number(space.pending))}
                    <span class="chip">{t.spaceStates[space.state]}</span>{' '}
                    <progress max={space.vectors + space.pending} value={space.vectors} />
                  </label>
                </p>
              ))}
              {failure === null ? null : <p class="error">{failure}</p>}
              {isComplete ? (
                <p class="note">{t.complete}</p>
              ) : (
                <button type="button" class="secondary" onClick={() => attempt(reembed())}>
                  {t.reembed}
                </button>
              )}
            </>
          )
        }
      </LoadedView>
    </Card>
  );
}
