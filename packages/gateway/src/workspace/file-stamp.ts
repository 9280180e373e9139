import { statSync } from 'node:fs';

/**
 * Changes when the file does, or when its path leads to another one; undefined when there is none. At
 * once: it takes microseconds, and in the thread pool it would stand in line with the database's syncs.
 */
export function stampOf(file: string): string | undefined {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat && [stat.dev, stat.ino, stat.size, stat.mtimeMs, stat.ctimeMs].join(':');
  } catch {
    // What cannot be looked at is for whoever reads it to report.
    return 'unknown';
  }
}
