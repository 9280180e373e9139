import { AppError } from '@homarus/base';
import { parseJson } from '@homarus/protocol';

/**
 * Reads the JSON body of a request. Throws `invalid_request` for another content type, for text that
 * is not UTF-8 and for malformed JSON, `payload_too_large` for more than `maxBytes`, whether the
 * length was announced or not.
 *
 * The content type is demanded because a page of another site can post plain text and forms without
 * the browser asking us first, but not JSON.
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/iu.test(type)) {
    throw new AppError(
      'invalid_request',
      `Content-Type: expected application/json, received ${type === '' ? 'none' : type}.`,
      { details: { path: 'content-type', expected: 'application/json', received: type } },
    );
  }
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const bytes = await readBytes(request.body, maxBytes);
  return parseJson(decode(bytes));
}

async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('invalid_request', 'The body is not UTF-8.', { cause });
  }
}

function tooLarge(maxBytes: number): AppError {
  return new AppError(
    'payload_too_large',
    `The body is larger than ${toSize(maxBytes)}; send less at once.`,
    { details: { maxBytes } },
  );
}

function toSize(bytes: number): string {
  const kibibytes = bytes / 1024;
  return kibibytes < 1024 ? `${Math.ceil(kibibytes)} KB` : `${Math.floor(kibibytes / 1024)} MB`;
}
