import type { ModelStreamPart } from '../types.ts';

/** Parts that come before a reply begins. */
const preamble: ReadonlySet<ModelStreamPart['type']> = new Set([
  'stream-start',
  'response-metadata',
  'raw',
  'ping',
]);

/**
 * Reads a stream up to the first part of the reply itself. Rejects with the stream's error when it
 * fails before that: nothing has been handed out, so the call can be made again. What it resolves
 * with is the whole stream, the parts it read included.
 */
export async function openStream(
  source: ReadableStream<ModelStreamPart>,
): Promise<ReadableStream<ModelStreamPart>> {
  const reader = source.getReader();
  const opening: ModelStreamPart[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (value.type === 'error') throw value.error;
    opening.push(value);
    if (!preamble.has(value.type)) break;
  }
  return new ReadableStream<ModelStreamPart>(
    {
      start(controller) {
        for (const part of opening) controller.enqueue(part);
      },
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
