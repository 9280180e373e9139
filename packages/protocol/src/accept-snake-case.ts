const snakeCase = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/u;

/**
 * Rewrites the snake_case keys of a body (`user_id`) to camelCase (`userId`), in objects and arrays
 * of any depth, except inside the values of the keys named in `keep`: what a message says is not
 * ours to change. Where a body has both spellings, camelCase wins. The value itself is not touched.
 */
export function acceptSnakeCase(value: unknown, keep: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((item) => acceptSnakeCase(item, keep));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const given = new Set(entries.map(([key]) => key));
  return Object.fromEntries(
    entries.flatMap(([key, inner]) => {
      const name = snakeCase.test(key) ? toCamelCase(key) : key;
      if (name !== key && given.has(name)) return [];
      return [[name, keep.includes(name) ? inner : acceptSnakeCase(inner, keep)]];
    }),
  );
}

function toCamelCase(key: string): string {
  return key.replaceAll(/_([a-z0-9])/gu, (_match, character: string) => character.toUpperCase());
}
