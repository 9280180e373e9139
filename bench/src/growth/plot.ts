/** What one size of memory costs; all times in milliseconds. */
export interface GrowthPoint {
  readonly rows: number;
  readonly writeP50: number;
  readonly writeP95: number;
  readonly firstSearch: number;
  /** The longest time for which loading the index kept everybody else waiting. */
  readonly longestPause: number;
  readonly searchP50: number;
  readonly searchP95: number;
  readonly bytesPerRow: number;
}

const width = 720;
const height = 420;
const margin = { left: 64, right: 190, top: 40, bottom: 52 } as const;

interface Line {
  readonly name: string;
  readonly color: string;
  readonly of: (point: GrowthPoint) => number;
}

const lines: readonly Line[] = [
  { name: 'acknowledged turn p95', color: '#2563eb', of: ({ writeP95 }) => writeP95 },
  { name: 'search p50', color: '#86b49a', of: ({ searchP50 }) => searchP50 },
  { name: 'search p95', color: '#15803d', of: ({ searchP95 }) => searchP95 },
  { name: 'first search (load)', color: '#c2410c', of: ({ firstSearch }) => firstSearch },
  { name: 'wait of others meanwhile', color: '#eab308', of: ({ longestPause }) => longestPause },
];

/** A picture of the growth as SVG: rows to the right, milliseconds upwards, both in powers of ten. */
export function growthPlot(points: readonly GrowthPoint[]): string {
  const values = points.flatMap((point) => lines.map(({ of }) => Math.max(of(point), 0.01)));
  const x = scale(
    points.map(({ rows }) => rows),
    [margin.left, width - margin.right],
  );
  const y = scale(values, [height - margin.bottom, margin.top]);
  const grid = [
    ...x.powers.map((power) => gridLine({ at: x.at(power), isColumn: true, text: count(power) })),
    ...y.powers.map((power) => gridLine({ at: y.at(power), isColumn: false, text: toTime(power) })),
  ];
  const drawn = lines.map(({ name, color, of }, index) => {
    const places = points.map((point) => `${x.at(point.rows)},${y.at(Math.max(of(point), 0.01))}`);
    const top = margin.top + 20 * index;
    const left = width - margin.right + 16;
    return [
      `<polyline fill="none" stroke="${color}" stroke-width="2" points="${places.join(' ')}"/>`,
      `<rect x="${left}" y="${top - 9}" width="12" height="12" fill="${color}"/>`,
      `<text x="${left + 18}" y="${top + 2}">${name}</text>`,
    ].join('\n');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    '<title>Cost of writing and searching by the rows of one owner</title>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...grid,
    ...drawn,
    `<text x="${margin.left}" y="${height - 12}">messages of one owner (SQLite on disk, no vectors)</text>`,
    '</svg>',
    '',
  ].join('\n');
}

interface Scale {
  readonly powers: readonly number[];
  readonly at: (value: number) => number;
}

/** A logarithmic scale from the power of ten below the least value to the one above the greatest. */
function toTime(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`;
}

function scale(values: readonly number[], [from, to]: readonly [number, number]): Scale {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    powers: Array.from({ length: high - low + 1 }, (_, step) => Number(`1e${low + step}`)),
    at: (value) =>
      Math.round((from + ((Math.log10(value) - low) / (high - low)) * (to - from)) * 10) / 10,
  };
}

function gridLine({
  at,
  isColumn,
  text,
}: {
  readonly at: number;
  readonly isColumn: boolean;
  readonly text: string;
}): string {
  const bottom = height - margin.bottom;
  const right = width - margin.right;
  return isColumn
    ? `<path d="M${at} ${margin.top}V${bottom}" stroke="#e5e7eb"/><text x="${at}" y="${bottom + 18}" text-anchor="middle">${text}</text>`
    : `<path d="M${margin.left} ${at}H${right}" stroke="#e5e7eb"/><text x="${margin.left - 6}" y="${at + 4}" text-anchor="end">${text}</text>`;
}

function count(value: number): string {
  return value >= 1_000_000 ? `${value / 1_000_000}M` : value.toLocaleString('en');
}
