import type { MemoryTab } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp } from '../app.ts';
import { AddForm } from './add-form.tsx';
import { BatchPages } from './batch-pages.tsx';
import { emptyFilter, LibraryFilterView } from './library-filter.tsx';
import type { LibraryFilter } from './library-filter.tsx';
import { MemoryList } from './memory-list.tsx';
import type { PanelFacts } from './panel-facts.ts';

interface LibraryProps {
  readonly tab: MemoryTab;
  readonly panel: PanelFacts;
}

/** One tab: its memories, or what was said word for word. */
export function LibraryView({ tab, panel }: LibraryProps) {
  const { gateway } = useApp();
  const filter = useSignal(emptyFilter);
  const added = useSignal(0);
  const { agentId } = panel;
  const read = (page: number, limit: number) =>
    gateway.client.value.call('memory.admin.list', {
      agentId,
      tab,
      page,
      limit,
      ...toListWish(tab, filter.value),
    });
  const list = { panel, read, inputs: [agentId, tab, filter.value, added.value] };
  return (
    <>
      <LibraryFilterView
        tab={tab}
        panel={panel}
        filter={filter.value}
        onChange={(next) => {
          filter.value = next;
        }}
      />
      {tab === 'full' ? null : (
        <AddForm
          tab={tab}
          panel={panel}
          onAdded={() => {
            added.value += 1;
          }}
        />
      )}
      {tab === 'full' ? <BatchPages {...list} /> : <MemoryList {...list} />}
    </>
  );
}

function toListWish(tab: MemoryTab, { from, to, withDeleted, ...rest }: LibraryFilter) {
  return {
    timeFrom: from === '' ? undefined : toInstant(`${from}T00:00:00`),
    timeTo: to === '' ? undefined : toInstant(`${to}T23:59:59.999`),
    ...(tab === 'full' ? { ...rest, text: undefined } : rest),
    ...(withDeleted ? { states: ['live', 'superseded', 'deleted'] } : {}),
  };
}

/** A time of this person's clock. */
function toInstant(local: string): string {
  return new Date(local).toISOString();
}
