import { AppError } from '@homarus/base';
import type { ModelMessage } from '@homarus/models';
import { toAttachedFileText } from '@homarus/protocol';
import type { ChatAttachment } from '@homarus/protocol';

import { safeFileName } from './file-name.ts';
import { imageTypeOf } from './media-type.ts';

type UserPart = Extract<ModelMessage, { role: 'user' }>['content'][number];

/**
 * Writes a file into the workspace of an agent, under a name that is free there, and resolves to its
 * path in the workspace, which the agent's tools take. `name` is safe in any folder.
 */
export type SaveAttachment = (file: {
  readonly agentId: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}) => Promise<string>;

export interface AttachmentOptions {
  /** Whether the model takes pictures in. */
  readonly canSee: boolean;
  readonly saveAttachment: SaveAttachment;
}

const maxAttachments = 10;
const maxImageBytes = 5 * 1024 * 1024;
const maxFileBytes = 20 * 1024 * 1024;

/**
 * What a message's attachments are for the model: pictures, by their bytes and not by their names, as
 * file parts, or as a text that they cannot be seen; other files go into the workspace, and a text says
 * where. Throws `invalid_request` or `payload_too_large` with the path of the attachment.
 */
export async function readAttachments(
  attachments: readonly ChatAttachment[],
  agentId: string,
  options: AttachmentOptions,
): Promise<readonly UserPart[]> {
  if (attachments.length > maxAttachments) {
    throw new AppError(
      'invalid_request',
      `attachments: at most ${maxAttachments}, received ${attachments.length}.`,
      { details: { path: 'attachments' } },
    );
  }
  // All are checked before the first is written.
  const read = attachments.map(readAttachment);
  return Promise.all(read.map((file) => toPart(file, agentId, options)));
}

interface ReadFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Undefined for what is no picture. */
  readonly imageType: string | undefined;
}

function readAttachment({ content, fileName }: ChatAttachment, index: number): ReadFile {
  const path = `attachments[${index}]`;
  const bytes = decode(content, path);
  const imageType = imageTypeOf(bytes);
  const maxBytes = imageType === undefined ? maxFileBytes : maxImageBytes;
  if (bytes.length > maxBytes) {
    throw new AppError(
      'payload_too_large',
      `${path}: at most ${maxBytes} bytes, received ${bytes.length}.`,
      { details: { path, maxBytes } },
    );
  }
  return { name: safeFileName(fileName), bytes, imageType };
}

function decode(content: unknown, path: string): Uint8Array<ArrayBuffer> {
  const text = typeof content === 'string' ? content : '';
  const base64 = text.replace(/^data:[^,]*;base64,/u, '').replaceAll(/\s/gu, '');
  try {
    const bytes = Uint8Array.fromBase64(base64);
    if (bytes.length > 0) return bytes;
  } catch {
    // Said below.
  }
  throw new AppError('invalid_request', `${path}.content: expected base64, or a data: URL of it.`, {
    details: { path: `${path}.content` },
  });
}

async function toPart(
  { name, bytes, imageType }: ReadFile,
  agentId: string,
  { canSee, saveAttachment }: AttachmentOptions,
): Promise<UserPart> {
  if (imageType !== undefined && canSee) {
    return { type: 'file', mediaType: imageType, data: { type: 'data', data: bytes } };
  }
  if (imageType !== undefined) {
    const text = `[The user attached the picture ${name} (${imageType}), which this model cannot see.]`;
    return { type: 'text', text };
  }
  const saved = await saveAttachment({ agentId, name, bytes });
  return { type: 'text', text: toAttachedFileText(saved) };
}
