import { isDeepStrictEqual } from 'node:util';

/** What takes effect while the gateway runs; everything else does at the next start. */
const hot = [
  'agents',
  'claw.name',
  'claw.instructions',
  'models',
  'gateway.queueMode',
  'developer.log_level',
];

export type ReloadKind = 'hot' | 'restart';

/** `models[0].endpoint`, `gateway.port`. */
export function reloadKindOf(path: string): ReloadKind {
  return hot.some((one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`))
    ? 'hot'
    : 'restart';
}

/** The paths at which two trees differ, in order. Lists differ as wholes. */
export function changedPaths(before: unknown, after: unknown, path = ''): readonly string[] {
  if (isDeepStrictEqual(before, after)) return [];
  // A section that came or went: its keys did.
  const [from, to] = [sectionOf(before, after), sectionOf(after, before)];
  if (from === undefined || to === undefined) return [path];
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...keys].flatMap((key) => changedPaths(from[key], to[key], join(path, key)));
}

function sectionOf(value: unknown, other: unknown): Tree | undefined {
  if (isTree(value)) return value;
  return value === undefined && isTree(other) && Object.keys(other).length > 0 ? {} : undefined;
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
