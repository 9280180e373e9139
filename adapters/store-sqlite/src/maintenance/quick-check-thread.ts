// Checks the file that `workerData` names and prints SQLite's lines, `ok` alone for a sound file. The
// check itself ends early where it meets a page that it needs; what it said then is the last line.
import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';

const lines: string[] = [];
const database = new DatabaseSync(workerData as string, { readOnly: true });
try {
  const rows = database.prepare('pragma quick_check').iterate();
  for (const row of rows) lines.push(String(row['quick_check']));
} catch (error) {
  lines.push(error instanceof Error ? error.message : String(error));
}
database.close();
process.stdout.write(lines.join('\n'));
