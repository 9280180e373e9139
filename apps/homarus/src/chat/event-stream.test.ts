import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readEventData } from './event-stream.ts';

async function read(...chunks: readonly string[]): Promise<readonly string[]> {
  const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk));
  return Array.fromAsync(readEventData(streamOf(bytes)));
}

function streamOf(
  chunks: readonly Uint8Array<ArrayBuffer>[],
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

test('an event may come in any pieces, even in the middle of a character', async () => {
  const bytes = new TextEncoder().encode('event: x\ndata: 花生\n\ndata: b\n\n');
  const pieces = Array.from(bytes, (byte) => new Uint8Array([byte]));
  const found = await Array.fromAsync(readEventData(streamOf(pieces)));
  assert.deepEqual(found, ['花生', 'b']);
});

test('lines of data are joined, comments and other fields passed over', async () => {
  assert.deepEqual(await read(': hello\nid: 1\ndata: a\ndata:b\n\n'), ['a\nb']);
});

test('all three line ends are understood, also a pair cut between two chunks', async () => {
  assert.deepEqual(await read('data: a\r\n\r', '\ndata: b\r\r', 'data: c\n\n'), ['a', 'b', 'c']);
});

test('an event that was cut off is dropped', async () => {
  assert.deepEqual(await read('data: a\n\ndata: b'), ['a']);
});
