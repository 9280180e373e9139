export interface DifferencePart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Cells of the table; two texts that need more are shown as one replaced by the other. */
const maxCells = 4_000_000;

/** What became of a text, word by word, in every script. */
export function wordDifference(before: string, after: string): readonly DifferencePart[] {
  const [old, fresh] = [toWords(before), toWords(after)];
  const start = commonLength(old, fresh);
  const end = commonLength(old.slice(start).toReversed(), fresh.slice(start).toReversed());
  const removed = old.slice(start, old.length - end);
  const added = fresh.slice(start, fresh.length - end);
  return joined([
    ...old.slice(0, start).map(same),
    ...middle(removed, added),
    ...old.slice(old.length - end).map(same),
  ]);
}

const same = (text: string): DifferencePart => ({ kind: 'same', text });

function toWords(text: string): readonly string[] {
  const segments = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
  return Array.from(segments, ({ segment }) => segment);
}

function commonLength(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((word, index) => word !== other[index]);
  return at === -1 ? one.length : at;
}

/** By the longest common subsequence. */
function middle(old: readonly string[], fresh: readonly string[]): readonly DifferencePart[] {
  const width = fresh.length + 1;
  const isHuge = (old.length + 1) * width > maxCells;
  const lengths = isHuge ? undefined : commonLengths(old, fresh);
  const common = (row: number, column: number): number => lengths?.[row * width + column] ?? 0;
  const parts: DifferencePart[] = [];
  let [row, column] = [0, 0];
  for (;;) {
    const [gone, come] = [old[row], fresh[column]];
    if (gone === undefined && come === undefined) return parts;
    if (gone !== undefined && gone === come && !isHuge) {
      parts.push(same(gone));
      row += 1;
      column += 1;
    } else if (
      come === undefined ||
      (gone !== undefined && common(row + 1, column) >= common(row, column + 1))
    ) {
      parts.push({ kind: 'removed', text: gone ?? '' });
      row += 1;
    } else {
      parts.push({ kind: 'added', text: come });
      column += 1;
    }
  }
}

/** How many words the rests from each pair of places have in common, row by row. */
function commonLengths(old: readonly string[], fresh: readonly string[]): Uint16Array {
  const width = fresh.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = fresh.length - 1; column >= 0; column -= 1) {
      const at = row * width + column;
      lengths[at] =
        old[row] === fresh[column]
          ? (lengths[at + width + 1] ?? 0) + 1
          : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0);
    }
  }
  return lengths;
}

function joined(parts: readonly DifferencePart[]): readonly DifferencePart[] {
  const joint: DifferencePart[] = [];
  for (const part of parts) {
    const last = joint.at(-1);
    if (last?.kind === part.kind)
      joint[joint.length - 1] = { ...last, text: last.text + part.text };
    else joint.push(part);
  }
  return joint;
}
