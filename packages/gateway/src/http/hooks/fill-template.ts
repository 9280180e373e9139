/** Characters of one hook's message: what does not fit a model's window helps nobody. */
const maxChars = 32_000;

/** A template with what a body has at `{{a.b.0}}`; nothing where it has nothing. Without one: the body. */
export function fillTemplate(template: string | undefined, body: unknown): string {
  const text =
    template === undefined
      ? JSON.stringify(body, undefined, 2)
      : template.replaceAll(/\{\{\s*([\w.-]+)\s*\}\}/gu, (_whole, path: string) =>
          toText(valueAt(body, path)),
        );
  return text.slice(0, maxChars);
}

function valueAt(body: unknown, path: string): unknown {
  let value = body;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part))
      return undefined;
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  return value;
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
