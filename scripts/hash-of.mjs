// Plain JavaScript without dependencies, for scripts/run.mjs.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A hash over the names and contents of these files and folders, tests left out; paths are relative
 * to the root. Takes some milliseconds for each hundred files.
 */
export function hashOf(root, places) {
  const hash = createHash('sha256');
  for (const place of places) addTo(hash, root, place);
  return hash.digest('hex');
}

function addTo(hash, root, place) {
  const full = path.join(root, place);
  const entries = readEntries(full);
  if (entries === undefined) {
    hash.update(`${place}\0`).update(readFileSync(full)).update('\0');
    return;
  }
  for (const { name } of entries) {
    if (!name.endsWith('.test.ts') && name !== 'testing') addTo(hash, root, `${place}/${name}`);
  }
}

/** Sorted; undefined for a file. */
function readEntries(place) {
  try {
    const entries = readdirSync(place, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
