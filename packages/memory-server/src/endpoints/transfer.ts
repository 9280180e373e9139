import { AppError } from '@homarus/base';
import { linesOf } from '@homarus/memory';
import { ExportBody, type ImportAnswer, ImportQuery, parseInput } from '@homarus/protocol';

import { transferDocs } from './maintenance-docs.ts';
import { toTarget } from './maintenance.ts';
import type { Route } from './route.ts';

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
    endpoint: async (call): Promise<ImportAnswer> => {
      const { dryRun = false, adopt = false, ...named } = parseInput(ImportQuery, call.body);
      const target = toTarget(call, named);
      if (call.stream === undefined) {
        throw new AppError('invalid_request', 'The body is empty; send an export.');
      }
      const lines = linesOf(call.stream);
      const options = { dryRun, adopt, signal: call.signal };
      const report = await call.memory.transfer.import(target, lines, options);
      return { ok: true, ...report };
    },
  },
];

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
