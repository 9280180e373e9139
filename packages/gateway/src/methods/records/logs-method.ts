import { open } from 'node:fs/promises';

import { hasErrno } from '../../workspace/open-inside.ts';
import * as v from 'valibot';

import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import { redactSecrets } from './redact-secrets.ts';

const Params = v.object({
  cursor: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5000)), 500),
  maxBytes: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
    250_000,
  ),
});

/**
 * `logs.tail`: the lines from `cursor` (bytes) on, or the last ones. `truncated` when some before were
 * left out, `reset` when the file is another one now.
 */
export function logsMethod(file: string): GatewayMethod {
  return defineMethod({
    name: 'logs.tail',
    scope: 'operator.read',
    params: Params,
    handle: async ({ cursor, limit, maxBytes }) => {
      const { size, start, text } = await readTail(file, cursor, maxBytes);
      const reset = cursor !== undefined && cursor > size;
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      const all = whole.split('\n').slice(0, -1);
      // A page that begins in the middle of the file begins in the middle of a line.
      const isCut = start > 0 && start !== cursor;
      const lines = (isCut ? all.slice(1) : all).slice(-limit);
      const truncated = isCut || lines.length < all.length;
      const next = start + Buffer.byteLength(whole);
      return { file, cursor: next, size, lines: lines.map(redactSecrets), truncated, reset };
    },
  });
}

async function readTail(file: string, cursor: number | undefined, maxBytes: number) {
  try {
    await using handle = await open(file, 'r');
    const { size } = await handle.stat();
    const isKnown = cursor !== undefined && cursor <= size;
    const start = Math.max(isKnown ? cursor : 0, size - maxBytes);
    const bytes = Buffer.alloc(size - start);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
    return { size, start, text: bytes.subarray(0, bytesRead).toString('utf8') };
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return { size: 0, start: 0, text: '' };
    throw error;
  }
}
