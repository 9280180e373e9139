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
];

/** Values that have a meaning somewhere, so that calls come further than to their first check. */
const meaningfulTexts: readonly string[] = [
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

/** Parameters that resemble what a schema asks for, with wrong, absent and hostile values among them. */
export function randomParams(random: SeededRandom, schema: v.GenericSchema): unknown {
  return random(20) === 0 ? hostile(random) : valueFor(random, schema);
}

function valueFor(random: SeededRandom, node: SchemaNode): unknown {
  if (random(8) === 0) return hostile(random);
  const { entries, item, wrapped, value, options } = node;
  if (entries !== undefined) return objectFor(random, entries);
  if (wrapped !== undefined) return valueFor(random, wrapped);
  if (item !== undefined) return Array.from({ length: random(4) }, () => valueFor(random, item));
  if (node.type === 'record') return { [textFor(random)]: valueFor(random, value ?? {}) };
  if (options !== undefined) return optionOf(random, options);
  return scalarFor(random, node);
}

function objectFor(random: SeededRandom, entries: Readonly<Record<string, SchemaNode>>): object {
  const fields = Object.entries(entries)
    .filter(([, field]) => random(field.type === 'optional' ? 3 : 20) !== 0)
    .map(([name, field]) => [name, valueFor(random, field)]);
  if (random(10) === 0) fields.push([textFor(random), hostile(random)]);
  return Object.fromEntries(fields) as object;
}

/** Options are values in a list of words, and schemas in a union. */
function optionOf(random: SeededRandom, options: readonly unknown[]): unknown {
  const option = pick(random, options);
  return typeof option === 'object' && option !== null ? valueFor(random, option) : option;
}

function scalarFor(random: SeededRandom, { type, literal }: SchemaNode): unknown {
  if (type === 'string') return textFor(random);
  if (type === 'number') return random(3) === 0 ? random(100_000) : random(5);
  if (type === 'boolean') return random(2) === 0;
  return type === 'literal' ? literal : hostile(random);
}

function textFor(random: SeededRandom): string {
  return pick(random, meaningfulTexts) ?? '';
}

function hostile(random: SeededRandom): unknown {
  return pick(random, hostileValues);
}
