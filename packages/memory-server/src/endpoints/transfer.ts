import { AppError } from '@homarus/base';
import { linesOf, readItems } from '@homarus/memory';
import {
  ExportBody,
  type ImportAnswer,
  type ImportItemsAnswer,
  ImportQuery,
  parseInput,
} from '@homarus/protocol';

import { toScope } from '../scope.ts';
import { importDocuments } from './import-documents.ts';
import { transferDocs } from './maintenance-docs.ts';
import { toTarget } from './maintenance.ts';
import type { Call, Route } from './route.ts';

/** Memory as JSON Lines, out and in, streamed both ways. */
export const transferRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/export',
    role: 'admin',
    doc: transferDocs.export,
    endpoint: async (call) => {
      const target = toTarget(call, parseInput(ExportBody, call.body));
      const lines = call.memory.transfer.export(target, { signal: call.signal });
      return new Response(toBytes(lines), {
        headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
      });
    },
  },
  {
    method: 'POST',
    path: '/import',
    role: 'admin',
    takesStream: true,
    doc: transferDocs.import,
    endpoint: (call) => (call.stream === undefined ? importDocuments(call) : importLines(call)),
  },
];

async function importLines(call: Call): Promise<ImportAnswer | ImportItemsAnswer> {
  const query = parseInput(ImportQuery, call.body);
  const { format, dryRun = false, adopt = false, learn = false, ...named } = query;
  if (call.stream === undefined) {
    throw new AppError('invalid_request', 'The body is empty; send an export.');
  }
  const lines = linesOf(received(call.stream));
  const { memory, signal } = call;
  if (format === 'items') {
    const scope = toScope(named, call.caller, call.defaults);
    const options = { dryRun, learn, signal };
    const report = await memory.transfer.importItems(scope, readItems(lines, 'items'), options);
    return { ok: true, ...report };
  }
  const target = toTarget(call, { ...named, userId: undefined });
  const report = await memory.transfer.import(target, lines, { dryRun, adopt, signal });
  return { ok: true, ...report };
}

/** The bytes that come; `aborted` when the sender goes away before the end. */
async function* received(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* stream;
  } catch (cause) {
    throw new AppError('aborted', 'The connection ended before the body did.', { cause });
  }
}

/** Sent in pieces of about this size. */
const pieceCharacters = 64 * 1024;

/** Reads on only when the receiver has taken what was sent. */
function toBytes(lines: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      let piece = '';
      while (piece.length < pieceCharacters) {
        const next = await iterator.next();
        if (next.done === true) {
          if (piece !== '') controller.enqueue(encoder.encode(piece));
          controller.close();
          return;
        }
        piece += `${next.value}\n`;
      }
      controller.enqueue(encoder.encode(piece));
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
}
