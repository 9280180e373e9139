/**
 * A message as hosts hand it over: of OpenClaw of any age, and of Homarus. Only the role is sure;
 * everything else is looked at before it is used.
 */
export interface HostMessage {
  readonly role: string;
  readonly content?: unknown;
  /** Unix milliseconds. */
  readonly timestamp?: unknown;
  /** Of the entry in the host's log; the results of several calls may share one. */
  readonly id?: unknown;
  readonly toolCallId?: unknown;
  readonly toolName?: unknown;
}

export function isHostMessage(value: unknown): value is HostMessage {
  return (
    typeof value === 'object' && value !== null && 'role' in value && typeof value.role === 'string'
  );
}

export function timeOf({ timestamp }: HostMessage): number | undefined {
  return typeof timestamp === 'number' && Number.isFinite(timestamp) && timestamp > 0
    ? Math.floor(timestamp)
    : undefined;
}

/** The parts of a message that are objects; a text is one part. */
export function partsOf({ content }: HostMessage): readonly Readonly<Record<string, unknown>>[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  if (!Array.isArray(content)) return [];
  return content.filter(
    (part: unknown): part is Record<string, unknown> => typeof part === 'object' && part !== null,
  );
}

/** What is said: the texts of all parts. */
export function textOf(message: HostMessage): string {
  return partsOf(message)
    .flatMap((part) =>
      part['type'] === 'text' && typeof part['text'] === 'string' ? [part['text']] : [],
    )
    .join('\n');
}
