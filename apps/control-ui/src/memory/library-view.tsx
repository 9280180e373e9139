import type { MemoryAdminItem, MemoryTab } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Paging } from '../components/paging.tsx';
import { useLoad } from '../components/use-load.ts';
import { AddForm } from './add-form.tsx';
import { BatchList } from './batch-list.tsx';
import { emptyFilter, LibraryFilterView } from './library-filter.tsx';
import type { LibraryFilter } from './library-filter.tsx';
import { MemoryItem } from './memory-item.tsx';
import type { PanelFacts } from './panel-facts.ts';

const pageSize = 50;

/** One tab: its memories, or what was said word for word. */
export function LibraryView({
  tab,
  panel,
}: {
  readonly tab: MemoryTab;
  readonly panel: PanelFacts;
}) {
  const { gateway } = useApp();
  const { panel: t } = useTexts();
  const filter = useSignal(emptyFilter);
  const page = useSignal(1);
  const { agentId } = panel;
  const list = useLoad(() => {
    const place = { agentId, tab, page: page.value, limit: pageSize };
    const wish = toListWish(tab, filter.value);
    return gateway.client.value.call('memory.admin.list', { ...place, ...wish });
  }, [agentId, tab, page.value, filter.value]);
  return (
    <>
      <LibraryFilterView
        tab={tab}
        panel={panel}
        filter={filter.value}
        onChange={(next) => {
          filter.value = next;
          page.value = 1;
        }}
      />
      {tab === 'full' ? null : <AddForm tab={tab} panel={panel} onAdded={list.reload} />}
      <LoadedView loaded={list}>
        {({ items, total }) => (
          <>
            {items.length === 0 ? <p class="note">{t.none}</p> : null}
            {tab === 'full' ? (
              <BatchList items={items} panel={panel} />
            ) : (
              <Items items={items} panel={panel} onChanged={list.reload} />
            )}
            <Paging
              page={page.value}
              size={pageSize}
              total={total}
              onPage={(next) => {
                page.value = next;
              }}
            />
          </>
        )}
      </LoadedView>
    </>
  );
}

function toListWish(tab: MemoryTab, { from, to, withDeleted, ...rest }: LibraryFilter) {
  return {
    timeFrom: from === '' ? undefined : `${from}T00:00:00Z`,
    timeTo: to === '' ? undefined : `${to}T23:59:59Z`,
    ...(tab === 'full' ? { ...rest, text: undefined } : rest),
    ...(withDeleted ? { states: ['live', 'superseded', 'deleted'] } : {}),
  };
}

interface ItemsProps {
  readonly items: readonly MemoryAdminItem[];
  readonly panel: PanelFacts;
  readonly onChanged: () => void;
}

function Items({ items, panel, onChanged }: ItemsProps) {
  return (
    <ul class="items">
      {items.map((item) => (
        <MemoryItem key={item.id} item={item} panel={panel} onChanged={onChanged} />
      ))}
    </ul>
  );
}
