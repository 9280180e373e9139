import type { ModelMessage } from '@homarus/models';

export type UserPart = Extract<ModelMessage, { role: 'user' }>['content'][number];

export function textPart(text: string): { type: 'text'; text: string } {
  return { type: 'text', text };
}

/** A picture as a file part; of a `data:` URL, whose pattern was checked, the base64 body. */
export function imagePart(url: string): UserPart {
  const inline = /^data:([^;]+);base64,(.*)$/su.exec(url);
  if (inline === null) {
    return { type: 'file', mediaType: 'image', data: { type: 'url', url: new URL(url) } };
  }
  const [, mediaType = 'image', data = ''] = inline;
  return {
    type: 'file',
    mediaType,
    data: { type: 'data', data: data.replaceAll(/\s/gu, '') },
  };
}

/** How a format that the caller asks for is asked of any model: in words. */
export function formatInstruction(format: {
  readonly type: string;
  readonly schema?: unknown;
}): string | undefined {
  if (format.type === 'text') return undefined;
  const rule = 'Answer with one JSON value and nothing else: no code fence, no words around it.';
  return format.schema === undefined
    ? rule
    : `${rule} It must fit this JSON Schema:\n${JSON.stringify(format.schema)}`;
}

/** Texts of a system prompt, blank ones left out; undefined when none is left. */
export function joinInstructions(texts: readonly (string | undefined)[]): string | undefined {
  const kept = texts.filter((text) => text !== undefined && text.trim() !== '');
  return kept.length === 0 ? undefined : kept.join('\n\n');
}
