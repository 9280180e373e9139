import type { MemoryAdminItem, MemoryAdminPage } from '@homarus/protocol';
import { useCallback } from 'preact/hooks';

import { useTexts } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { ProblemView } from '../components/loaded-view.tsx';
import { usePages } from '../components/use-pages.ts';
import { VirtualList } from '../components/virtual-list.tsx';
import { MemoryItem } from './memory-item.tsx';
import type { PanelFacts } from './panel-facts.ts';

interface MemoryListProps {
  readonly panel: PanelFacts;
  readonly read: (page: number, limit: number) => Promise<MemoryAdminPage>;
  /** What the list depends on; another list then takes its place. */
  readonly inputs: readonly unknown[];
}

const pageSize = 100;
const estimatePx = 120;

/** Memories, however many: they are read when a person scrolls to them. */
export function MemoryList({ panel, read, inputs }: MemoryListProps) {
  const { panel: t, loading } = useTexts();
  const { number } = useFormat();
  const { total, rows, problem, need, reload } = usePages<MemoryAdminItem>(
    (page) => read(page, pageSize),
    { size: pageSize, inputs },
  );
  const keyAt = useCallback((index: number) => rows.get(index)?.id ?? `row ${index}`, [rows]);
  return (
    <>
      {problem === undefined ? null : <ProblemView problem={problem} onRetry={reload} />}
      {total === undefined && problem === undefined ? <p class="working">{loading}</p> : null}
      {total === undefined ? null : (
        <p class="note count" role="status">
          {total === 0 ? t.none : t.count(number(total))}
        </p>
      )}
      <VirtualList
        class="items virtual"
        isList
        count={total ?? 0}
        keyAt={keyAt}
        estimatePx={estimatePx}
        onRange={need}
        rowAt={(index) => {
          const item = rows.get(index);
          if (item === undefined) return <div class="item blank" aria-busy="true" />;
          return <MemoryItem item={item} panel={panel} onChanged={reload} />;
        }}
      />
    </>
  );
}
