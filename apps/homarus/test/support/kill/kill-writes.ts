import assert from 'node:assert/strict';

import type { IncomingMessage } from '@homarus/memory';

import { killScope, roundWord } from './kill-world.ts';
import type { KillWorld } from './kill-world.ts';

/** One kind of write, known to the process that dies in it and to the one that looks at what is left. */
export interface KillWrite {
  readonly name: string;
  /** It works on the queue, so the jobs of earlier rounds would be in its way: each round has its own file. */
  readonly isAlone?: boolean;
  /** What has to be there before; acknowledged. */
  readonly prepare?: (world: KillWorld, round: number) => Promise<unknown>;
  /** The write. Resolves when it is acknowledged. */
  readonly run: (world: KillWorld, round: number) => Promise<unknown>;
  /** Looks, after the kill, then repeats the write as its caller would, and looks again. */
  readonly check: (world: KillWorld, round: number, isAcknowledged: boolean) => Promise<void>;
  /** When the queue has drained. */
  readonly finish?: (world: KillWorld, round: number) => Promise<void>;
}

function batchOf(name: string, round: number): readonly IncomingMessage[] {
  return ['one', 'two', 'three'].map((part) => ({
    id: `${round}-${part}`,
    role: 'user',
    content: `I saw ${roundWord(name, round)} in part ${part}.`,
  }));
}

function sessionOf(name: string, round: number) {
  return killScope(`${name}-${round % 3}`);
}

/** Messages whose text has the round's word; throws when the session has gaps. */
async function messagesOf({ stores }: KillWorld, name: string, round: number) {
  const rows = await stores.memory.listMessages(sessionOf(name, round), {});
  assert.deepEqual(
    rows.map(({ position }) => position),
    rows.map((_, index) => index),
  );
  return rows.filter(({ text }) => text.includes(roundWord(name, round)));
}

async function requireFound(world: KillWorld, name: string, round: number): Promise<void> {
  assert.ok(await isFound(world, name, round), `${roundWord(name, round)} is not found`);
}

/** Words of other rounds are akin to the round's, and are found by it where it is not there itself. */
async function isFound({ memory }: KillWorld, name: string, round: number): Promise<boolean> {
  const word = roundWord(name, round);
  const { hits } = await memory.search(killScope('asking'), `where is ${word}`);
  return hits.some(({ text }) => text.toLowerCase().includes(word));
}

function captureWrite(name: string, run: KillWrite['run']): KillWrite {
  return {
    name,
    run,
    async check(world, round, isAcknowledged) {
      const { length } = await messagesOf(world, name, round);
      assert.ok(length === 3 || (length === 0 && !isAcknowledged), `${length} of 3 are stored`);
      await run(world, round);
      assert.equal((await messagesOf(world, name, round)).length, 3);
      await requireFound(world, name, round);
    },
  };
}

const ingest = captureWrite('ingest', ({ memory }, round) =>
  memory.ingest(sessionOf('ingest', round), batchOf('ingest', round)),
);

const afterTurn = captureWrite('turn', ({ memory }, round) =>
  memory.afterTurn(sessionOf('turn', round), {
    turnId: `turn-${round}`,
    messages: batchOf('turn', round),
  }),
);

/** Live memories that say the round's word. */
async function memoriesOf({ stores }: KillWorld, name: string, round: number) {
  const records = await stores.memory.findMemories(killScope(''), { limit: 10_000 });
  return records.filter(({ content }) => content.toLowerCase().includes(roundWord(name, round)));
}

async function requireOneMemory(world: KillWorld, name: string, round: number): Promise<void> {
  const found = (await memoriesOf(world, name, round)).map(({ content }) => content);
  assert.equal(found.length, 1, `${name} ${round} is remembered as ${JSON.stringify(found)}`);
}

const learn: KillWrite = {
  name: 'learn',
  run: ({ memory }, round) =>
    memory.afterTurn(sessionOf('learn', round), {
      turnId: `turn-${round}`,
      messages: [
        {
          role: 'user',
          content: `Please remember that ${roundWord('learn', round)} is in the attic.`,
        },
      ],
      wait: true,
    }),
  check: async (world, round, isAcknowledged) => {
    const { length } = await messagesOf(world, 'learn', round);
    assert.ok(length === 1 || (length === 0 && !isAcknowledged));
    const learned = await memoriesOf(world, 'learn', round);
    assert.ok(learned.length === 1 || (learned.length === 0 && !isAcknowledged));
    await learn.run(world, round);
    await requireOneMemory(world, 'learn', round);
    await requireFound(world, 'learn', round);
  },
};

function statement(name: string, round: number): string {
  return `The spare key hangs behind ${roundWord(name, round)}.`;
}

const remember: KillWrite = {
  name: 'remember',
  run: ({ memory }, round) =>
    memory.remember(killScope(''), { text: statement('remember', round) }),
  check: async (world, round, isAcknowledged) => {
    const { length } = await memoriesOf(world, 'remember', round);
    assert.ok(length === 1 || (length === 0 && !isAcknowledged));
    await remember.run(world, round);
    await requireOneMemory(world, 'remember', round);
    await requireFound(world, 'remember', round);
  },
};

async function forgetAll(world: KillWorld, round: number): Promise<void> {
  for (const { id } of await memoriesOf(world, 'forget', round)) {
    await world.memory.forget(killScope(''), { memoryId: id });
  }
}

const forget: KillWrite = {
  name: 'forget',
  prepare: ({ memory }, round) =>
    memory.remember(killScope(''), { text: statement('forget', round) }),
  run: forgetAll,
  check: async (world, round, isAcknowledged) => {
    const { length } = await memoriesOf(world, 'forget', round);
    assert.ok(length === 0 || (length === 1 && !isAcknowledged));
    await forgetAll(world, round);
    assert.equal((await memoriesOf(world, 'forget', round)).length, 0);
    assert.equal(await isFound(world, 'forget', round), false);
  },
};

/** Heartbeats are not learned from, so that the archive is the only job. */
const archive: KillWrite = {
  name: 'archive',
  isAlone: true,
  prepare: ({ memory }, round) =>
    memory.afterTurn(killScope(`archive-${round}`), {
      isHeartbeat: true,
      turnId: 'all',
      messages: Array.from({ length: 62 }, (_, index) => ({
        role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
        content: `${roundWord('archive', round)} and step ${index}`,
      })),
    }),
  run: ({ memory }) => memory.drain(),
  check: async ({ stores }, round) => {
    const scope = killScope(`archive-${round}`);
    assert.equal((await stores.memory.listMessages(scope, {})).length, 62);
  },
  finish: async ({ stores }, round) => {
    const state = await stores.memory.getSessionState(killScope(`archive-${round}`));
    const { number, fromPosition, toPosition } = state.archive ?? {};
    assert.deepEqual([number, fromPosition, toPosition], [1, 0, 41]);
  },
};

export const killWrites: readonly KillWrite[] = [
  ingest,
  afterTurn,
  learn,
  remember,
  forget,
  archive,
];
