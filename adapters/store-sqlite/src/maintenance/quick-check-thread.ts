// Checks the file that `workerData` names and prints SQLite's lines, `ok` alone for a sound file.
import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';

const database = new DatabaseSync(workerData as string, { readOnly: true });
const rows = database.prepare('pragma quick_check').all();
database.close();
process.stdout.write(rows.map((row) => String(row['quick_check'])).join('\n'));
