import type { MemoryAdminPage } from '@homarus/protocol';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

import { useTexts } from '../app.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Paging } from '../components/paging.tsx';
import { useLoad } from '../components/use-load.ts';
import { BatchList } from './batch-list.tsx';

import type { PanelFacts } from './panel-facts.ts';

interface BatchPagesProps {
  readonly panel: PanelFacts;
  readonly read: (page: number, limit: number) => Promise<MemoryAdminPage>;
  /** What the list depends on; it then begins at its first page. */
  readonly inputs: readonly unknown[];
}

const pageSize = 100;

/** What was said word for word, page by page: what was said together belongs together. */
export function BatchPages({ panel, read, inputs }: BatchPagesProps) {
  const { panel: t } = useTexts();
  const page = useSignal(1);
  useEffect(() => {
    page.value = 1;
  }, inputs);
  const list = useLoad(() => read(page.value, pageSize), [page.value, ...inputs]);
  return (
    <LoadedView loaded={list}>
      {({ items, total }) => (
        <>
          {items.length === 0 ? <p class="note">{t.none}</p> : null}
          <BatchList items={items} panel={panel} />
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
  );
}
