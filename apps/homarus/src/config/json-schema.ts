import type { ConfigSchemaPart } from '@homarus/gateway';
import { toJsonSchema } from '@valibot/to-json-schema';

import { reloadKindOf } from './changed-paths.ts';
import { configHelp } from './help.ts';
import { ConfigFile } from './schema.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The JSON Schema of the configuration file (draft 7), with titles and descriptions. */
export function configJsonSchema(): Schema {
  const { $schema, ...schema } = toJsonSchema(ConfigFile, {
    target: 'draft-07',
    typeMode: 'input',
    errorMode: 'ignore',
  });
  return { $schema, ...described(schema, '') };
}

/**
 * The part of the schema at a path: `gateway.port`, `models[].endpoint`, `agents.main.model`; empty for
 * the whole. Undefined when the configuration has no such path.
 */
export function findSchemaPart(path: string): ConfigSchemaPart | undefined {
  const steps = path
    .replaceAll(/\[(?:\d*|\*)\]/gu, '.[]')
    .split('.')
    .filter((step) => step !== '');
  const schema = steps.reduce<Schema | undefined>(stepInto, configJsonSchema());
  return schema === undefined ? undefined : { path, schema, reloadKind: reloadKindOf(path) };
}

function stepInto(schema: Schema | undefined, step: string): Schema | undefined {
  if (schema === undefined) return undefined;
  const choices = [...asList(schema['anyOf']), ...asList(schema['oneOf'])];
  const isItem = step === '[]' || step === '*' || /^\d+$/u.test(step);
  const own = asSchema(schema['properties']);
  return (
    asSchema(own?.[step]) ??
    (isItem ? asSchema(schema['items']) : undefined) ??
    asSchema(schema['additionalProperties']) ??
    choices.map((choice) => stepInto(choice, step)).find((found) => found !== undefined)
  );
}

/** Gives every setting its title, and what it is. */
function described(schema: Schema, path: string): Schema {
  const properties = asSchema(schema['properties']);
  const inner = {
    ...(properties === undefined
      ? {}
      : {
          properties: mapValues(properties, (child, key) =>
            described(asSchema(child) ?? {}, path === '' ? key : `${path}.${key}`),
          ),
        }),
    ...within(schema, 'items', (items) => described(items, `${path}[]`)),
    ...within(schema, 'additionalProperties', (value) => described(value, `${path}.*`)),
    ...ofEach(schema, 'anyOf', path),
    ...ofEach(schema, 'oneOf', path),
  };
  const title = titleOf(path);
  const description = configHelp[path];
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...schema,
    ...inner,
  };
}

function within(schema: Schema, key: string, change: (inner: Schema) => Schema): Schema {
  const inner = asSchema(schema[key]);
  return inner === undefined ? {} : { [key]: change(inner) };
}

function ofEach(schema: Schema, key: string, path: string): Schema {
  const choices = asList(schema[key]);
  return choices.length === 0 ? {} : { [key]: choices.map((one) => described(one, path)) };
}

/** `memory.rate_limit.per_minute`: `Per minute`. */
function titleOf(path: string): string | undefined {
  const name = /(\w+)$/u.exec(path)?.[1];
  if (name === undefined) return undefined;
  const words = name
    .replaceAll(/([a-z])([A-Z])/gu, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function mapValues(
  values: Schema,
  change: (value: unknown, key: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, one]) => [key, change(one, key)]));
}

function asSchema(value: unknown): Schema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Schema)
    : undefined;
}

function asList(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? (value as readonly Schema[]) : [];
}
