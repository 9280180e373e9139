import type { ModelMessage } from '@homarus/agent';

/**
 * A message as a log keeps it: nothing but JSON. Bytes of a file become base64 text and its address
 * becomes text, which is how the model port takes the one, and how JSON writes the other.
 */
export function toLogMessage(message: ModelMessage): ModelMessage {
  return JSON.parse(JSON.stringify(message, bytesAsBase64)) as ModelMessage;
}

/** For `JSON.stringify`, which has asked `toJSON` before: a `Buffer` comes as the array of its bytes. */
function bytesAsBase64(this: unknown, key: string, value: unknown): unknown {
  const original = (this as Readonly<Record<string, unknown>>)[key];
  return original instanceof Uint8Array ? original.toBase64() : value;
}
