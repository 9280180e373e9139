import { AppError, errorText } from '@homarus/base';
import { isCollection, isMap, isSeq } from 'yaml';
import type { Document } from 'yaml';

import { toPathText } from './config-text.ts';
import type { ConfigPath } from './config-text.ts';

type Tree = Readonly<Record<string, unknown>>;

/** Merges a tree into the document: null takes a key away, lists and other values are replaced. */
export function mergeInto(document: Document, tree: Tree, path: ConfigPath = []): void {
  for (const [key, value] of Object.entries(tree)) {
    const place = [...path, key];
    if (value === null) removeAt(document, place);
    else if (isTree(value)) {
      if (!isMap(document.getIn(place, true))) setAt(document, place, {});
      mergeInto(document, value, place);
    } else setAt(document, place, value);
  }
}

/** Sections on the way are made. `invalid_request` when the way leads through a value. */
export function setAt(document: Document, path: ConfigPath, value: unknown): void {
  try {
    // A plain value keeps the comment of the one in whose place it comes.
    const node = typeof value === 'object' ? document.createNode(value) : value;
    document.setIn(keysOf(document, path), node);
  } catch (error) {
    throw new AppError('invalid_request', `${toPathText(path)}: ${errorText(error)}`, {
      cause: error,
      details: { path: toPathText(path) },
    });
  }
}

/** False when there was nothing. */
export function removeAt(document: Document, path: ConfigPath): boolean {
  const keys = keysOf(document, path);
  return document.hasIn(keys) && document.deleteIn(keys);
}

/** Keys of sections are texts, also those made of digits; those of lists are numbers. */
function keysOf(document: Document, path: ConfigPath): readonly (string | number)[] {
  let node: unknown = document.contents;
  return path.map((step) => {
    const key = isSeq(node) ? step : String(step);
    node = isCollection(node) ? node.get(key, true) : undefined;
    return key;
  });
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
