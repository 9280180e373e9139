import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Lines that were typed, the newest first, as readline wants them. */
export interface LineHistory {
  readonly lines: readonly string[];
  save(lines: readonly string[]): void;
}

export const maxHistoryLines = 500;

/** Kept in the home, for its owner alone. */
export function openLineHistory(home: string): LineHistory {
  const file = path.join(home, 'run', 'chat-history');
  return {
    lines: read(file),
    save(lines) {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      const text = lines.slice(0, maxHistoryLines).join('\n');
      writeFileSync(file, text, { mode: 0o600 });
    },
  };
}

function read(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}
