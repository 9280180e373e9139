import { isTree } from './json-schema.ts';
import type { Tree } from './json-schema.ts';

/** A place in the configuration: `['models', 0, 'name']`. */
export type SettingPath = readonly (string | number)[];

/** `models[0].name` */
export function toPathText(path: SettingPath): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`,
    )
    .join('');
}

export function getIn(tree: unknown, path: SettingPath): unknown {
  return path.reduce<unknown>((node, step) => {
    if (Array.isArray(node)) return typeof step === 'number' ? node[step] : undefined;
    return isTree(node) ? node[step] : undefined;
  }, tree);
}

/** A tree with another value at the place; undefined takes it away, and sections that it leaves empty. */
export function setIn(tree: unknown, [step, ...rest]: SettingPath, value: unknown): unknown {
  if (step === undefined) return value;
  const inner = setIn(getIn(tree, [step]), rest, value);
  if (typeof step === 'number') {
    const list: readonly unknown[] = Array.isArray(tree) ? tree : [];
    return inner === undefined
      ? list.filter((_item, index) => index !== step)
      : Object.assign([...list], { [step]: inner });
  }
  const { [step]: _before, ...others } = isTree(tree) ? tree : {};
  if (inner !== undefined) return isTree(tree) ? { ...tree, [step]: inner } : { [step]: inner };
  return Object.keys(others).length === 0 ? undefined : others;
}

export interface SettingChange {
  readonly path: string;
  /** Undefined: it was not there. */
  readonly before: unknown;
  /** Undefined: it is taken away. */
  readonly after: unknown;
}

/** What differs, in the order of the new tree; a list is one value. */
export function listChanges(
  before: unknown,
  after: unknown,
  path: SettingPath = [],
): readonly SettingChange[] {
  if (isTree(before) || isTree(after)) {
    const [old, fresh] = [toTree(before), toTree(after)];
    const names = new Set([...Object.keys(fresh), ...Object.keys(old)]);
    return [...names].flatMap((name) => listChanges(old[name], fresh[name], [...path, name]));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ path: toPathText(path), before, after }];
}

/** What has to be merged into `before` for `after`: null takes away, lists are whole. */
export function toPatch(before: Tree, after: Tree): Tree {
  const patch: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, fresh] = [before[name], after[name]];
    if (JSON.stringify(old) === JSON.stringify(fresh)) continue;
    if (fresh === undefined) patch[name] = null;
    else patch[name] = isTree(old) && isTree(fresh) ? toPatch(old, fresh) : fresh;
  }
  return patch;
}

function toTree(value: unknown): Tree {
  return isTree(value) ? value : {};
}
