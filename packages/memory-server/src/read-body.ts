import { AppError } from '@homarus/base';
import { describeValue, inputError, parseJson } from '@homarus/protocol';

/**
 * The JSON object that a request carries. Throws `payload_too_large` as soon as the announced or the
 * received length passes the limit, without reading on; `invalid_request` for what is not UTF-8, not
 * JSON or not an object; `aborted` when the caller went away.
 */
export async function readJsonObject(request: Request, maxBytes: number): Promise<object> {
  const value = parseJson(toText(await readBytes(request, maxBytes)));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw inputError([{ path: '', expected: 'an object', received: describeValue(value) }]);
  }
  return value;
}

function toText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('invalid_request', 'The body is not UTF-8 text; send JSON in UTF-8.', {
      cause,
    });
  }
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const chunk = await nextChunk(reader);
    if (chunk === undefined) return Buffer.concat(chunks, size);
    size += chunk.byteLength;
    if (size > maxBytes) {
      // The rest is not waited for: a caller may never stop sending.
      reader?.cancel().catch(() => undefined);
      throw tooLarge(maxBytes);
    }
    chunks.push(chunk);
  }
}

async function nextChunk(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
): Promise<Uint8Array | undefined> {
  try {
    return (await reader?.read())?.value;
  } catch (cause) {
    throw new AppError('aborted', 'The connection ended before the body did.', { cause });
  }
}

function tooLarge(maxBytes: number): AppError {
  return new AppError(
    'payload_too_large',
    `The body is larger than ${maxBytes} bytes; send it in several calls.`,
    { details: { maxBytes } },
  );
}
