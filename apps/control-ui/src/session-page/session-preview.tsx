import type { SessionRow } from '@homarus/protocol';

import { useApp } from '../app.ts';
import { Facts } from '../components/facts.tsx';
import { useFormat } from '../components/format.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { useLoad } from '../components/use-load.ts';
import { useWatchTexts } from '../texts/watch/index.ts';

const limit = 6;
const maxChars = 400;

/** What was said last in a session, and what it used. */
export function SessionPreview({ row }: { readonly row: SessionRow }) {
  const { gateway } = useApp();
  const { sessions: t } = useWatchTexts();
  const { key, updatedAt } = row;
  const preview = useLoad(
    () => gateway.client.value.call('sessions.preview', { keys: [key], limit, maxChars }),
    [key, updatedAt],
  );
  return (
    <div class="preview">
      <LoadedView loaded={preview}>
        {({ previews: [shown] }) =>
          shown === undefined || shown.items.length === 0 ? (
            <p class="note">{t.empty}</p>
          ) : (
            <dl class="said-lines">
              {shown.items.map(({ role, text }, index) => (
                <div key={index}>
                  <dt>{t.roles[role] ?? role}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          )
        }
      </LoadedView>
      <SessionUsage row={row} />
    </div>
  );
}

function SessionUsage({ row }: { readonly row: SessionRow }) {
  const { facts: t } = useWatchTexts().sessions;
  const { number, date, duration } = useFormat();
  return (
    <Facts
      facts={[
        [t.key, row.key],
        [t.model, `${row.modelProvider}/${row.model}`],
        [t.created, date(row.createdAt)],
        [t.input, number(row.inputTokens)],
        [t.output, number(row.outputTokens)],
        [t.context, number(row.contextTokens)],
        [t.runtime, row.runtimeMs === undefined ? undefined : duration(row.runtimeMs)],
        [t.error, row.lastRunError],
      ]}
    />
  );
}
