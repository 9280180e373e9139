/** A value of the front matter; undefined leaves its key out. */
type Value = string | number | readonly string[] | undefined;

/** YAML between two lines of `---`, keys in the given order; then an empty line and the body. */
export function withFrontMatter(
  fields: readonly (readonly [key: string, value: Value])[],
  body: string,
): string {
  const lines = fields.flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${toYaml(value)}`],
  );
  return ['---', ...lines, '---', '', body, ''].join('\n');
}

function toYaml(value: Exclude<Value, undefined>): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? toScalar(value) : `[${value.map(toScalar).join(', ')}]`;
}

const plain = /^(?:[\p{L}_][\p{L}\p{M}\p{N}_ .@/-]*|\d{4}-\d\d-\d\dT[\d:.]+Z)$/u;
const keyword = /^(?:true|false|null|yes|no|on|off|y|n)$/iu;

/** Plain where that means the same to every reader; else quoted as in JSON, which is YAML too. */
function toScalar(text: string): string {
  const isPlain = plain.test(text) && !keyword.test(text) && !/\s$/u.test(text);
  return isPlain ? text : JSON.stringify(text);
}

/** `2026-05-03T10:00:00Z`; undefined stays. */
export function toIsoInstant(at: number | undefined): string | undefined {
  if (at === undefined) return undefined;
  return Temporal.Instant.fromEpochMilliseconds(Math.trunc(at)).toString();
}

/** A file taken apart; `yaml` is undefined without front matter, `body` when that never ends. */
export function splitFrontMatter(text: string): {
  readonly yaml: string | undefined;
  readonly body: string | undefined;
} {
  const plainText = text.replaceAll(/\r\n?/gu, '\n');
  if (!/^---[ \t]*\n/u.test(plainText)) return { yaml: undefined, body: plainText };
  const match = /^---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?:\n([\s\S]*))?$/u.exec(plainText);
  return { yaml: match?.[1] ?? '', body: match === null ? undefined : (match[2] ?? '') };
}
