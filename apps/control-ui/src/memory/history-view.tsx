import type { HistoryRevision, MemoryAdminItem } from '@homarus/protocol';

import { useApp, useTexts } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { useLoad } from '../components/use-load.ts';

interface HistoryProps {
  readonly item: MemoryAdminItem;
  readonly onChanged: () => void;
}

/** All states that a memory was in, newest first, with what differs. */
export function HistoryView({ item, onChanged }: HistoryProps) {
  const { gateway, attempt } = useApp();
  const { panel: t } = useTexts();
  const { date } = useFormat();
  const { agentId, id } = item;
  const client = gateway.client.value;
  const history = useLoad(() => client.call('memory.admin.history', { agentId, id }), [id]);
  const bringBack = async (revision: number): Promise<void> => {
    await client.call('memory.admin.undo', { agentId, id, revision });
    onChanged();
  };
  return (
    <LoadedView loaded={history}>
      {({ revisions }) => (
        <ol class="timeline">
          {revisions.map((revision, index) => (
            <li key={revision.revision}>
              <p class="facts">
                <strong>{t.revision(revision.revision, revision.cause)}</strong>
                <time dateTime={new Date(revision.createdAt).toISOString()}>
                  {date(revision.createdAt)}
                </time>
                <span class="chip">{t.states[revision.state]}</span>
                {index === 0 ? null : (
                  <button
                    type="button"
                    class="quiet"
                    onClick={() => attempt(bringBack(revision.revision))}
                  >
                    {t.bringBack}
                  </button>
                )}
              </p>
              <Changes revision={revision} />
            </li>
          ))}
        </ol>
      )}
    </LoadedView>
  );
}

function Changes({ revision: { changes, content } }: { readonly revision: HistoryRevision }) {
  if (changes.length === 0) return <p>{content}</p>;
  return (
    <dl class="changes">
      {changes.map(({ field, from, to }) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>
            {from === undefined ? null : <del>{toText(from)}</del>}
            {to === undefined ? null : <ins>{toText(to)}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
