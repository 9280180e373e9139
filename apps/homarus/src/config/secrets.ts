import { AppError } from '@homarus/base';
import { isMap, isScalar, isSeq } from 'yaml';
import type { Document, Scalar } from 'yaml';

import { isSecret } from './check.ts';
import { toPathText } from './config-text.ts';
import type { ConfigPath } from './config-text.ts';

/** Stands for a secret that is not shown; whoever writes it back leaves the secret as it is. */
export const redacted = '__OPENCLAW_REDACTED__';

/** A value that is nothing but a reference says where the secret is, not what it is. */
const onlyReference = /^\$\{[A-Za-z_][A-Za-z0-9_]*\}$/u;
/** `postgres://user:password@host` */
const hasPassword = /:\/\/[^/\s:@]*:[^/\s@]+@/u;

/** Whether a value at that path is not to be shown. */
function isHidden(path: ConfigPath, value: unknown): boolean {
  if (typeof value === 'string' && hasPassword.test(value)) return true;
  if (value === null || value === '' || !isSecret(toPathText(path))) return false;
  return typeof value !== 'string' || !onlyReference.test(value);
}

/** Puts the marker in the place of every secret of the document. */
export function redactDocument(document: Document): void {
  forEachScalar(document, (scalar, path) => {
    if (isHidden(path, scalar.value)) hide(scalar);
  });
}

/** Whether a text of the file has secrets in it, other than by reference. */
export function hasSecrets(document: Document): boolean {
  let isFound = false;
  forEachScalar(document, (scalar, path) => {
    isFound ||= isHidden(path, scalar.value);
  });
  return isFound;
}

/** A copy of a tree without its secrets. */
export function redactTree(tree: unknown, path: ConfigPath = []): unknown {
  if (Array.isArray(tree)) return tree.map((item, index) => redactTree(item, [...path, index]));
  if (typeof tree === 'object' && tree !== null) {
    return Object.fromEntries(
      Object.entries(tree).map(([key, value]) => [key, redactTree(value, [...path, key])]),
    );
  }
  return tree !== undefined && isHidden(path, tree) ? redacted : tree;
}

/**
 * Puts the secrets of `before` back where `next` has the marker. Items of lists are the same when they
 * have the same name, or stand at the same place without one. `invalid_request` where there is none.
 */
export function restoreSecrets(next: Document, before: Document): void {
  forEachScalar(next, (scalar, path, names) => {
    if (scalar.value !== redacted) return;
    const kept = nodeAt(before, names);
    if (!isScalar(kept)) throw noSecret(toPathText(path));
    scalar.value = kept.value;
    delete scalar.source;
    if (kept.type !== undefined) scalar.type = kept.type;
  });
}

function hide(scalar: Scalar): void {
  scalar.value = redacted;
  scalar.type = 'PLAIN';
}

/** A step into a tree; an item of a list also by its name. */
type Step = string | { readonly index: number; readonly name: unknown };

type SeeScalar = (scalar: Scalar, path: ConfigPath, steps: readonly Step[]) => void;

function forEachScalar({ contents }: Document, see: SeeScalar): void {
  const walk = (node: unknown, path: ConfigPath, steps: readonly Step[]): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const name = String(isScalar(key) ? key.value : key);
        walk(value, [...path, name], [...steps, name]);
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        walk(item, [...path, index], [...steps, { index, name: nameOf(item) }]);
      });
    } else if (isScalar(node)) see(node, path, steps);
  };
  walk(contents, [], []);
}

function nodeAt({ contents }: Document, steps: readonly Step[]): unknown {
  return steps.reduce<unknown>((node, step) => {
    if (typeof step === 'string') return isMap(node) ? node.get(step, true) : undefined;
    if (!isSeq(node)) return undefined;
    return step.name === undefined
      ? node.items[step.index]
      : node.items.find((item) => nameOf(item) === step.name);
  }, contents);
}

function nameOf(item: unknown): unknown {
  return isMap(item) ? item.get('name') : undefined;
}

function noSecret(path: string): AppError {
  return new AppError(
    'invalid_request',
    `${path}: ${redacted} stands for a secret that is there already, and there is none; write it out, or a reference such as \${MY_KEY}.`,
    { details: { path } },
  );
}
