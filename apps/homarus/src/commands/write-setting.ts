import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { parseDocument } from 'yaml';

/** Sets one key of a YAML file, which keeps its comments; makes the file when it is not there. */
export function writeSetting(file: string, at: readonly string[], value: unknown): void {
  const document = parseDocument(existsSync(file) ? readFileSync(file, 'utf8') : '');
  document.setIn(at, value);
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, document.toString(), { mode: 0o600 });
  renameSync(draft, file);
}
