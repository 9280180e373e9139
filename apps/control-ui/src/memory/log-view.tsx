import { useSignal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { Input, Select } from '../components/field.tsx';
import { useFormat } from '../components/format.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Card } from '../components/page.tsx';
import { useLoad } from '../components/use-load.ts';
import { useSessionLabel } from '../sessions/use-session-label.ts';
import { BatchList } from './batch-list.tsx';
import { ItemFacts } from './memory-item.tsx';
import type { PanelFacts } from './panel-facts.ts';

/** A day: what was said and learned; and the summaries of a conversation. */
export function LogView({ panel }: { readonly panel: PanelFacts }) {
  const { gateway } = useApp();
  const { panel: t } = useTexts();
  const day = useSignal('');
  const { agentId } = panel;
  const log = useLoad(
    () =>
      gateway.client.value.call('memory.admin.log', {
        agentId,
        ...(day.value === '' ? {} : { day: day.value }),
      }),
    [agentId, day.value],
  );
  return (
    <>
      <LoadedView loaded={log}>
        {({ day: shown, messages, memories }) => (
          <>
            <div class="filters">
              <Input
                label={t.day}
                type="date"
                value={shown}
                onChange={(next) => {
                  day.value = next;
                }}
              />
            </div>
            <Card title={t.learned}>
              {memories.items.length === 0 ? <p class="note">{t.none}</p> : null}
              <ul class="items">
                {memories.items.map((item) => (
                  <li key={item.id} class="item">
                    <p class="item-text">{item.text}</p>
                    <ItemFacts item={item} panel={panel} />
                  </li>
                ))}
              </ul>
            </Card>
            <Card title={t.said}>
              {messages.items.length === 0 ? <p class="note">{t.none}</p> : null}
              <BatchList items={messages.items} panel={panel} />
            </Card>
          </>
        )}
      </LoadedView>
      <Archives panel={panel} />
    </>
  );
}

function Archives({ panel }: { readonly panel: PanelFacts }) {
  const { gateway } = useApp();
  const { panel: t } = useTexts();
  const { date } = useFormat();
  const sessionLabel = useSessionLabel();
  const session = useSignal(panel.sessions[0] ?? '');
  const { agentId } = panel;
  const sessionId = session.value;
  const archives = useLoad(
    async () =>
      sessionId === ''
        ? { sessionId, archives: [] }
        : gateway.client.value.call('memory.admin.archives', { agentId, sessionId }),
    [agentId, sessionId],
  );
  return (
    <Card title={t.archives}>
      <Select
        label={t.session}
        value={sessionId}
        options={panel.sessions.map((value) => ({ value, label: sessionLabel(value) }))}
        onChange={(value) => {
          session.value = value;
        }}
      />
      <LoadedView loaded={archives}>
        {({ archives: all }) =>
          all.length === 0 ? (
            <p class="note">{t.noArchives}</p>
          ) : (
            <ul class="items">
              {all.map(({ number, summary, createdAt }) => (
                <li key={number} class="item">
                  <time class="note">{date(createdAt)}</time>
                  <p class="item-text">{summary}</p>
                </li>
              ))}
            </ul>
          )
        }
      </LoadedView>
    </Card>
  );
}
