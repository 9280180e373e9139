import { nearestWord } from '@homarus/base';
import * as v from 'valibot';

import { ConfigFile } from './schema.ts';
import { configError } from './problem.ts';
import type { ConfigProblem } from './problem.ts';
import type { Expectation } from './schema/values.ts';

/** Who said what stands at a path: `gateway.port` -> `GATEWAY_PORT`. */
export type SourceOf = (path: string) => string;

/** Checks the merged configuration as a whole; throws a `configError` with all that is wrong. */
export function checkConfig(raw: unknown, sourceOf: SourceOf): ConfigFile {
  const result = v.safeParse(ConfigFile, raw);
  if (result.success) return result.output;
  throw configError(result.issues.map((issue) => toProblem(issue, sourceOf)));
}

type Issue = v.InferIssue<typeof ConfigFile>;

function toProblem(issue: Issue, sourceOf: SourceOf): ConfigProblem {
  const path = pathText(issue.path ?? []);
  const at = { source: sourceOf(path), path };
  const last = issue.path?.at(-1);
  if (last?.origin === 'key' && issue.expected === 'never') {
    const allowed = keysAt(issue.path?.slice(0, -1) ?? [], last.input);
    return { ...at, type: 'unknown_key', allowed, nearest: nearestWord(String(last.key), allowed) };
  }
  const choices = choicesOf(issue);
  if (issue.input === undefined) return { ...at, type: 'missing', choices };
  const found = isSecret(path) ? '***' : JSON.stringify(issue.input);
  return choices.length > 0
    ? { ...at, type: 'not_a_choice', found, choices }
    : { ...at, type: 'wrong_value', found, expected: issue.message as Expectation };
}

type PathItem = NonNullable<Issue['path']>[number];

function pathText(path: readonly PathItem[]): string {
  return path
    .map(({ key }, index) => {
      if (typeof key === 'number') return `[${key}]`;
      return index === 0 ? String(key) : `.${String(key)}`;
    })
    .join('');
}

const choiceTypes: ReadonlySet<string> = new Set(['picklist', 'literal', 'variant']);

function choicesOf(issue: Issue): readonly string[] {
  if (!choiceTypes.has(issue.type)) return [];
  return Array.from((issue.expected ?? '').matchAll(/"([^"]*)"/gu), (match) => match[1] ?? '');
}

/** A value at such a path is not repeated to anybody. */
export function isSecret(path: string): boolean {
  return /(?:^|\.)(?:token|password|key|api_key|connection_string)$/u.test(path);
}

/** The parts of a schema that lead to its keys; other schemas have some of them, of other types. */
interface SchemaNode {
  readonly wrapped?: unknown;
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly item?: unknown;
  /** Of a record. */
  readonly value?: unknown;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
}

function unwrap(schema: unknown): SchemaNode {
  const node = (schema ?? {}) as SchemaNode;
  return node.wrapped === undefined ? node : unwrap(node.wrapped);
}

function keysAt(path: readonly PathItem[], input: unknown): readonly string[] {
  const place = path.reduce<SchemaNode>(
    (node, { key }) =>
      unwrap(typeof key === 'number' ? node.item : (node.entries?.[String(key)] ?? node.value)),
    unwrap(ConfigFile),
  );
  const kind = (input as { readonly type?: unknown } | undefined)?.type;
  const options = (place.options ?? []).map(unwrap);
  const chosen = options.find(({ entries }) => unwrap(entries?.['type']).literal === kind);
  return Object.keys(chosen?.entries ?? place.entries ?? {});
}
