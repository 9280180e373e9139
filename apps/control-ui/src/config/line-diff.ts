/** A line that stays, goes or comes. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** How one text becomes the other, by whole lines: the longest common subsequence stays. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const lengths = commonLengths(old, fresh);
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [mine, theirs] = [old[i], fresh[j]];
    if (mine !== undefined && mine === theirs) {
      lines.push({ kind: 'same', text: mine });
      i += 1;
      j += 1;
    } else if (mine !== undefined && (theirs === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'removed', text: mine });
      i += 1;
    } else {
      lines.push({ kind: 'added', text: theirs ?? '' });
      j += 1;
    }
  }
  return lines;
}

/** `[i][j]`: the length of the longest common subsequence of the lines from `i` and from `j` on. */
function commonLengths(old: readonly string[], fresh: readonly string[]): readonly Uint32Array[] {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const [row, below] = [rows[i], rows[i + 1]];
    if (row === undefined || below === undefined) continue;
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      row[j] =
        old[i] === fresh[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

/** The lines that change, with a few around them; undefined stands for lines that are left out. */
export function withContext(
  lines: readonly DiffLine[],
  around: number,
): readonly (DiffLine | undefined)[] {
  const isNear = lines.map((_line, index) =>
    lines
      .slice(Math.max(0, index - around), index + around + 1)
      .some(({ kind }) => kind !== 'same'),
  );
  return lines.flatMap((line, index) => {
    if (isNear[index] === true) return [line];
    return isNear[index - 1] === true && isNear.includes(true, index) ? [undefined] : [];
  });
}
