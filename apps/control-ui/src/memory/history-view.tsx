import type { HistoryRevision, MemoryAdminItem } from '@homarus/protocol';

import { useApp, useTexts } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { useLoad } from '../components/use-load.ts';
import { wordDifference } from './word-difference.ts';

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
                <strong>
                  {t.revision(revision.revision, t.causes[revision.cause] ?? revision.cause)}
                </strong>
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

/** What a person can change, and what follows from it in words; the rest is bookkeeping. */
const shownFields = ['category', 'importance', 'tags', 'validFrom', 'validTo'] as const;

function Changes({ revision }: { readonly revision: HistoryRevision }) {
  const { panel: t } = useTexts();
  const { changes, content, reason } = revision;
  const words = changes.find(({ field }) => field === 'content');
  const others = shownFields.flatMap((name) => changes.find(({ field }) => field === name) ?? []);
  return (
    <>
      <p class="item-text">
        {words === undefined ? content : <WordChanges from={words.from} to={words.to} />}
      </p>
      {reason === undefined ? null : <p class="note">{reason}</p>}
      {others.length === 0 ? null : (
        <dl class="changes">
          {others.map(({ field, from, to }) => (
            <div key={field}>
              <dt>{t.fields[field] ?? field}</dt>
              <dd>
                {from === undefined ? null : <del>{toText(from)}</del>}{' '}
                {to === undefined ? null : <ins>{toText(to)}</ins>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function WordChanges({ from, to }: { readonly from: unknown; readonly to: unknown }) {
  const parts = wordDifference(toText(from), toText(to));
  return (
    <>
      {parts.map(({ kind, text }, index) => {
        if (kind === 'same') return text;
        return kind === 'removed' ? <del key={index}>{text}</del> : <ins key={index}>{text}</ins>;
      })}
    </>
  );
}

function toText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
