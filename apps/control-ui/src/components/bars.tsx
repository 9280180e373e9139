export interface Bar {
  readonly name: string;
  readonly count: number;
}

/** Counts beside each other; a table for screen readers. */
export function Bars({ bars, label }: { readonly bars: readonly Bar[]; readonly label: string }) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <table class="bars" aria-label={label}>
      <tbody>
        {bars.map(({ name, count }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="bar-cell">
              <meter min={0} max={most} value={count} aria-hidden="true" />
            </td>
            <td class="number">{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
