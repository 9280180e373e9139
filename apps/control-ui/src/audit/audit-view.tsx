import '../styles/operate.css';

import type { AuditListResult } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp } from '../app.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Page } from '../components/page.tsx';
import { useLoad } from '../components/use-load.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import { AuditFilterView, emptyFilter, toAuditWish } from './audit-filter.tsx';
import { AuditTable } from './audit-table.tsx';

type AuditEvents = AuditListResult['events'];

const limit = 50;

/** Who did what, newest first. */
export function AuditView() {
  const { gateway, attempt } = useApp();
  const { audit: t } = useManageTexts();
  const filter = useSignal(emptyFilter);
  const older = useSignal<Pick<AuditListResult, 'events' | 'nextCursor'> | undefined>(undefined);
  const wish = { ...toAuditWish(filter.value), limit };
  const { call } = gateway.client.value;
  const first = useLoad(() => {
    older.value = undefined;
    return call('audit.list', wish);
  }, [filter.value]);
  const more = async (cursor: string, before: AuditEvents): Promise<void> => {
    const { events, nextCursor } = await call('audit.list', { ...wish, cursor });
    older.value = {
      events: [...before, ...events],
      ...(nextCursor === undefined ? {} : { nextCursor }),
    };
  };
  return (
    <Page>
      <AuditFilterView
        filter={filter.value}
        onChange={(next) => {
          filter.value = next;
        }}
      />
      <LoadedView loaded={first}>
        {({ events, nextCursor: cursor }) => {
          const shown = [...events, ...(older.value?.events ?? [])];
          const next = older.value === undefined ? cursor : older.value.nextCursor;
          return (
            <>
              {shown.length === 0 ? <p class="note">{t.none}</p> : <AuditTable events={shown} />}
              {next === undefined ? null : (
                <div class="paging">
                  <button
                    type="button"
                    class="secondary"
                    onClick={() => attempt(more(next, older.value?.events ?? []))}
                  >
                    {t.more}
                  </button>
                </div>
              )}
            </>
          );
        }}
      </LoadedView>
    </Page>
  );
}
