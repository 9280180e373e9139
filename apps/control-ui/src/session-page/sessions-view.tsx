import '../styles/operate.css';

import { useSignal } from '@preact/signals';

import { useApp } from '../app.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Page } from '../components/page.tsx';
import { Paging } from '../components/paging.tsx';
import { useEvent } from '../components/use-event.ts';
import { useLoad } from '../components/use-load.ts';
import { useWatchTexts } from '../texts/watch/index.ts';
import { emptyFilter, SessionFilterView, toListWish } from './session-filter.tsx';
import { SessionItem } from './session-item.tsx';

const pageSize = 30;

/** All conversations, also those of tasks and in the archive, with what can be done about them. */
export function SessionsView() {
  const { gateway } = useApp();
  const { sessions: t } = useWatchTexts();
  const filter = useSignal(emptyFilter);
  const page = useSignal(1);
  const list = useLoad(() => {
    const place = { limit: pageSize, offset: (page.value - 1) * pageSize };
    return gateway.client.value.call('sessions.list', { ...place, ...toListWish(filter.value) });
  }, [filter.value, page.value]);
  useEvent('sessions.changed', list.reload);
  return (
    <Page>
      <SessionFilterView
        filter={filter.value}
        onChange={(next) => {
          filter.value = next;
          page.value = 1;
        }}
      />
      <LoadedView loaded={list}>
        {({ sessions, totalCount }) => (
          <>
            {sessions.length === 0 ? <p class="note">{t.none}</p> : null}
            <ul class="items">
              {sessions.map((row) => (
                <SessionItem key={row.key} row={row} onChanged={list.reload} />
              ))}
            </ul>
            <Paging
              page={page.value}
              size={pageSize}
              total={totalCount}
              onPage={(next) => {
                page.value = next;
              }}
            />
          </>
        )}
      </LoadedView>
    </Page>
  );
}
