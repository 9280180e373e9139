// A program for tests that dies in the middle of a write.
// Arguments: the database, `point` with the kind of write, its round and the statement to die before;
// or `loop` with the first round: it then writes of every kind until it is killed from outside.
// Prints one line for each thing: `ack <kind> <round>`, at the end `done <statements>`.
import { writeSync } from 'node:fs';

import { openKillWorld } from './kill-world.ts';
import { everyWrite } from './every-write.ts';
import type { KillWrite } from './kill-writes.ts';
import { setStatementTrap } from './statement-trap.ts';

const [file = '', mode = '', ...rest] = process.argv.slice(2);
const trap = setStatementTrap();
await using world = await openKillWorld(file);

if (mode === 'point') {
  const [name = '', round = '', statement = ''] = rest;
  const write = requireWrite(name);
  await write.prepare?.(world, Number(round));
  trap.arm(Number(statement));
  await write.run(world, Number(round));
  writeSync(1, `ack ${name} ${round}\n`);
  writeSync(1, `done ${trap.count()}\n`);
} else {
  world.memory.start();
  for (let round = Number(rest[0]); ; round += 1) {
    for (const write of everyWrite) {
      if (write.name === 'archive' && round % 10 !== 0) continue;
      await write.prepare?.(world, round);
      writeSync(1, `prepared ${write.name} ${round}\n`);
      await write.run(world, round);
      writeSync(1, `ack ${write.name} ${round}\n`);
    }
  }
}

function requireWrite(name: string): KillWrite {
  const write = everyWrite.find((known) => known.name === name);
  if (write === undefined) throw new Error(`No write of the kind ${name}.`);
  return write;
}
