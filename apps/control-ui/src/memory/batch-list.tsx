import type { MemoryAdminItem } from '@homarus/protocol';

import { useTexts } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { ItemFacts } from './memory-item.tsx';
import type { PanelFacts } from './panel-facts.ts';
import { toBatches } from './to-batches.ts';
import type { Batch } from './to-batches.ts';

interface BatchListProps {
  readonly items: readonly MemoryAdminItem[];
  readonly panel: PanelFacts;
}

/** What was said word for word; what was said together folds into one line. */
export function BatchList({ items, panel }: BatchListProps) {
  return (
    <ul class="items">
      {toBatches(items).map((batch) => (
        <BatchView key={batch.id} batch={batch} panel={panel} />
      ))}
    </ul>
  );
}

function BatchView({ batch, panel }: { readonly batch: Batch; readonly panel: PanelFacts }) {
  const { panel: t } = useTexts();
  const { date } = useFormat();
  const [first] = batch.items;
  return (
    <li class="item">
      <details>
        <summary>
          <span class="item-text clamp">{first?.text}</span>
          <span class="facts">
            <span>{t.batch(batch.items.length)}</span>
            {first === undefined ? null : <time>{date(first.createdAt)}</time>}
          </span>
        </summary>
        {batch.items.map((item) => (
          <div key={`${item.id} ${item.chunkIndex ?? 0}`} class="batch-item">
            <ItemFacts item={item} panel={panel} />
            <p class="item-text">{item.text}</p>
          </div>
        ))}
      </details>
    </li>
  );
}
