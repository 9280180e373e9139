import type { ConfigSchemaPart } from './config-desk.ts';

type Tree = Readonly<Record<string, unknown>>;

/** The answer of `config.schema.lookup`: one part of the schema and what is directly below it. */
export function toLookup({ path, schema, reloadKind }: ConfigSchemaPart): object {
  const { properties = {}, required = [], ...own } = schema;
  const children = Object.entries(toTree(properties)).map(([key, value]) => {
    const child = toTree(value);
    return {
      key,
      path: path === '' ? key : `${path}.${key}`,
      type: child['type'],
      required: Array.isArray(required) && required.includes(key),
      hasChildren: child['properties'] !== undefined || child['items'] !== undefined,
      reloadKind,
    };
  });
  return { path, schema: own, reloadKind, children };
}

function toTree(value: unknown): Tree {
  return typeof value === 'object' && value !== null ? (value as Tree) : {};
}
