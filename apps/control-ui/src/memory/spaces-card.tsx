import type { GatewayMethods } from '@homarus/protocol';

import { useApp, useTexts } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Card } from '../components/page.tsx';
import { useInterval } from '../components/use-interval.ts';
import { useLoad } from '../components/use-load.ts';
import { followMs } from './care-interval.ts';

type SpacesStatus = GatewayMethods['memory.admin.spaces']['result'];

/** Which embedding models have read the memory, and how far; followed while one of them reads. */
export function SpacesCard({ agentId }: { readonly agentId: string }) {
  const { gateway, attempt } = useApp();
  const { panel: t } = useTexts();
  const client = gateway.client.value;
  const status = useLoad(() => client.call('memory.admin.spaces', { agentId }), [agentId]);
  const isFollowed = status.data !== undefined && !isSettled(status.data);
  useInterval(() => {
    if (isFollowed) status.reload();
  }, followMs);
  const reembed = async (): Promise<void> => {
    await client.call('memory.admin.reembed', { agentId });
    status.reload();
  };
  return (
    <Card title={t.spaces}>
      <LoadedView loaded={status}>
        {(data) =>
          data.model === null ? (
            <p class="note">{t.noModel}</p>
          ) : (
            <SpaceList status={data} onReembed={() => attempt(reembed())} />
          )
        }
      </LoadedView>
    </Card>
  );
}

/** Whether everything is read, and the space of a model before this one is gone. */
function isSettled({ isComplete, spaces }: SpacesStatus): boolean {
  return isComplete && spaces.every(({ state }) => state === 'active');
}

interface SpaceListProps {
  readonly status: SpacesStatus;
  readonly onReembed: () => void;
}

function SpaceList({ status, onReembed }: SpaceListProps) {
  const { panel: t } = useTexts();
  const { number } = useFormat();
  const { isComplete, spaces, failure } = status;
  return (
    <>
      <ul class="spaces">
        {spaces.map(({ id, model, state, vectors, pending }) => (
          <li key={id}>
            <span>
              {model} <span class="chip">{t.spaceStates[state]}</span>
            </span>
            <progress aria-label={t.spaceProgress(model)} max={vectors + pending} value={vectors} />
            <span class="muted">{t.spaceDone(number(vectors), number(vectors + pending))}</span>
          </li>
        ))}
      </ul>
      {failure === null ? null : <p class="error">{failure}</p>}
      {isComplete ? (
        <p class="note">{t.complete}</p>
      ) : (
        <button type="button" class="secondary" onClick={onReembed}>
          {t.reembed}
        </button>
      )}
    </>
  );
}
