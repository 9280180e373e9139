import type { RecalledItem } from '@homarus/protocol';

import { useApp, useTexts } from '../app.ts';

/** What memory gave for an answer, and why it was found. */
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

function RecalledView({ item }: { readonly item: RecalledItem }) {
  const { settings } = useApp();
  const { memory } = useTexts();
  const { text, createdAt, score, lanes } = item;
  const date = new Intl.DateTimeFormat(settings.locale.value, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return (
    <li>
      <span class="memory-text">{text}</span>
      <span class="memory-facts">
        <time dateTime={new Date(createdAt).toISOString()}>{date.format(createdAt)}</time>
        <span>{memory.score(score.toFixed(2))}</span>
        {lanes.map(({ lane, rank }) => (
          <span key={lane} class="lane">
            {memory.lane(lane, rank)}
          </span>
        ))}
      </span>
    </li>
  );
}
