import type { ConfigDesk, ConfigSchemaPart } from './config-desk.ts';

type Tree = Readonly<Record<string, unknown>>;

/** The answer of `config.schema.lookup`: one part of the schema and what is directly below it. */
export function toLookup(part: ConfigSchemaPart, lookup: ConfigDesk['lookup']): object {
  const { path, schema, reloadKind } = part;
  const { properties = {}, required = [], ...own } = schema;
  const children = Object.entries(toTree(properties)).map(([key, value]) => {
    const child = toTree(value);
    const childPath = path === '' ? key : `${path}.${key}`;
    return {
      key,
      path: childPath,
      type: child['type'],
      required: Array.isArray(required) && required.includes(key),
      hasChildren: child['properties'] !== undefined || child['items'] !== undefined,
      reloadKind: lookup(childPath)?.reloadKind ?? reloadKind,
      hint: toHint(child),
    };
  });
  return { path, schema: own, reloadKind, hint: toHint(schema), hintPath: path, children };
}

function toHint({ title, description }: Tree): object {
  return { label: title, help: description };
}

function toTree(value: unknown): Tree {
  return typeof value === 'object' && value !== null ? (value as Tree) : {};
}
