// A program for tests: commits one message after another to a session, each with a job, and prints
// the position of each as soon as its commit is acknowledged.
// Arguments: the database, the session, how many (default: until it is killed).
import { writeSync } from 'node:fs';

import { silentLogger } from '@homarus/base';
import { sampleJob, sampleMessageWrite, sampleScope } from '@homarus/memory/testing';

import { openSqlite } from '../open-sqlite.ts';

const [path = '', sessionId = '', count = 'Infinity'] = process.argv.slice(2);
const scope = sampleScope({ sessionId });
await using stores = await openSqlite({ path, log: silentLogger });
for (let position = 0; position < Number(count); position += 1) {
  await stores.memory.commit(scope, {
    turnId: `turn-${position}`,
    messages: [sampleMessageWrite(scope, { position })],
    jobs: [sampleJob(scope, { id: `job_${sessionId}_${position}` })],
  });
  writeSync(1, `${position}\n`);
}
