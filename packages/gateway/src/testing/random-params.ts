import type * as v from 'valibot';

import { pick } from './seeded-random.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What a schema says of itself, as far as values are made from it. */
interface SchemaNode {
  readonly type?: string;
  readonly entries?: Readonly<Record<string, SchemaNode>>;
  readonly item?: SchemaNode;
  readonly value?: SchemaNode;
  readonly wrapped?: SchemaNode;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
}

/** Values on which careless code breaks. */
const hostileValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  -0,
  2 ** 31,
  2 ** 53,
  1e308,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  "'; drop table sessions; --",
  '%_\\',
  '\u202egnp.exe',
  '花生',
  '2026-02-31',
  'agent:main:main',
  'agent::',
  'agent:main:cron:',
  'x'.repeat(5000),
  [],
  [null],
  {},
  { toString: 1 },
  { length: 1e9 },
  nested(2000),
  JSON.stringify(nested(2000)),
  '{"agents":{"main":{"tools":{"deny":["exec"]}}}}',
  '{"__proto__":{"polluted":true}}',
];

function nested(depth: number): unknown {
  let value: unknown = 'core';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
}

/** Texts that have a meaning somewhere, so that calls come further than to their first check. */
export const meaningfulTexts: readonly string[] = [
  'main',
  'agent:main:main',
  'agent:main:fuzz',
  'run_1',
  'Hello',
  'now',
  'AGENTS.md',
  '2026-11-21',
  'key',
];

/** What parameters are made from. */
export interface ParamSource {
  readonly random: SeededRandom;
  /** Texts that calls may mean something by: names, keys, ids that were answered. */
  readonly texts: readonly string[];
}

/** Parameters that resemble what a schema asks for, with wrong, absent and hostile values among them. */
export function randomParams(source: ParamSource, schema: v.GenericSchema): unknown {
  return source.random(20) === 0 ? hostile(source) : valueFor(source, schema);
}

function valueFor(source: ParamSource, node: SchemaNode): unknown {
  const { random } = source;
  if (random(8) === 0) return hostile(source);
  const { entries, item, wrapped, value, options } = node;
  if (entries !== undefined) return objectFor(source, entries);
  if (wrapped !== undefined) return valueFor(source, wrapped);
  if (item !== undefined) return Array.from({ length: random(4) }, () => valueFor(source, item));
  if (node.type === 'record') return { [textFor(source)]: valueFor(source, value ?? {}) };
  if (options !== undefined) return optionOf(source, options);
  return scalarFor(source, node);
}

function objectFor(source: ParamSource, entries: Readonly<Record<string, SchemaNode>>): object {
  const { random } = source;
  const fields = Object.entries(entries)
    .filter(([, field]) => random(field.type === 'optional' ? 3 : 20) !== 0)
    .map(([name, field]) => [name, valueFor(source, field)]);
  if (random(10) === 0) fields.push([textFor(source), hostile(source)]);
  return Object.fromEntries(fields) as object;
}

/** Options are values in a list of words, and schemas in a union. */
function optionOf(source: ParamSource, options: readonly unknown[]): unknown {
  const option = pick(source.random, options);
  return typeof option === 'object' && option !== null ? valueFor(source, option) : option;
}

function scalarFor(source: ParamSource, { type, literal }: SchemaNode): unknown {
  const { random } = source;
  if (type === 'string') return textFor(source);
  if (type === 'number') return random(3) === 0 ? random(100_000) : random(5);
  if (type === 'boolean') return random(2) === 0;
  return type === 'literal' ? literal : hostile(source);
}

function textFor({ random, texts }: ParamSource): string {
  return pick(random, texts) ?? '';
}

function hostile({ random }: ParamSource): unknown {
  return pick(random, hostileValues);
}
