import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

import { AppError } from '@homarus/base';

import type { GuardedResponse } from './guarded-request.ts';

const decoders = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const;

/** Reads a body to its end, unpacked. Rejects with `payload_too_large` beyond `maxBytes`, unpacked. */
export async function readBody(
  { body, headers }: GuardedResponse,
  { maxBytes, signal }: { readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > maxBytes) {
        done(new AppError('payload_too_large', `url: the page has more than ${maxBytes} bytes.`));
        return;
      }
      chunks.push(chunk);
      done();
    },
  });
  await pipeline([...unpacked(body, headers['content-encoding']), counted], { signal });
  return Buffer.concat(chunks);
}

function unpacked(
  body: Readable,
  encoding: string | undefined,
): readonly [Readable, ...NodeJS.ReadWriteStream[]] {
  const name = encoding?.trim().toLowerCase() ?? 'identity';
  if (name === 'identity' || name === '') return [body];
  const [, make] = Object.entries(decoders).find(([known]) => known === name) ?? [];
  if (make !== undefined) return [body, make()];
  body.destroy();
  throw new AppError('unsupported', `url: the page is packed as ${JSON.stringify(name)}.`);
}
