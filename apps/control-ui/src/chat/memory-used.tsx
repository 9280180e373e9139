import type { RecalledItem } from '@homarus/protocol';

import { useTexts } from '../app.ts';
import { RecalledView } from './recalled-view.tsx';

/** What memory gave for an answer, why it was found, and what can be done about it. */
export function MemoryUsed({ recalled }: { readonly recalled: readonly RecalledItem[] }) {
  const { memory } = useTexts();
  if (recalled.length === 0) return <p class="memory none">{memory.none}</p>;
  return (
    <details class="memory">
      <summary>{memory.used(recalled.length)}</summary>
      <ul>
        {recalled.map((item) => (
          <RecalledView key={item.id} item={item} />
        ))}
      </ul>
    </details>
  );
}
