import { AppError } from '@homarus/base';

/** A longer line is no line of an export. */
const maxLineCharacters = 64 * 1024 * 1024;

/** Cuts a stream of UTF-8 into lines; a last one without its end counts too. */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > maxLineCharacters) {
      throw new AppError('payload_too_large', 'A line is too long; send an export as it was made.');
    }
    yield* parts;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
