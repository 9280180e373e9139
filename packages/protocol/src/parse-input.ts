import { AppError, nearestWord, truncate } from '@homarus/base';
import * as v from 'valibot';

/** What is wrong with one field of an input. */
export interface InputProblem {
  /** As a person writes it: `messages[0].role`; empty for the input itself. */
  readonly path: string;
  /** `"user" | "assistant"`, `at most 256 characters`. */
  readonly expected: string;
  /** `"robot"`, `an object`, `nothing`. Long values are cut. */
  readonly received: string;
}

/** The `details` of the error that {@link parseInput} throws: the first problem, and all of them. */
export interface InputErrorDetails extends InputProblem {
  /** At most 20. */
  readonly issues: readonly InputProblem[];
}

const maxIssues = 20;
const maxReceivedChars = 60;

/**
 * Checks a value against a Valibot schema and answers what the schema makes of it. Throws
 * `invalid_request` with a message such as `messages[0].role: expected "user" | "assistant",
 * received "robot"` and {@link InputErrorDetails}.
 *
 * A check of the schema that has its own message states in it what is expected: `v.check(isHost,
 * 'a host name')` or `'Invalid host: expected a host name'`.
 */
export function parseInput<const S extends v.GenericSchema>(
  schema: S,
  value: unknown,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortPipeEarly: true });
  if (result.success) return result.output;
  throw inputError(
    result.issues.slice(0, maxIssues).map((issue) => problemOf(schema, mostSpecific(issue))),
  );
}

/** The `invalid_request` error of {@link parseInput}, for a rule that no schema can state. */
export function inputError(issues: readonly InputProblem[]): AppError {
  const first = issues[0] ?? { path: '', expected: 'something else', received: 'this' };
  const where = first.path === '' ? 'the input' : first.path;
  const details: InputErrorDetails = { ...first, issues };
  return new AppError(
    'invalid_request',
    `${where}: expected ${first.expected}, received ${first.received}`,
    { details: { ...details } },
  );
}

/** A value as an error message names it: short, on one line, without the insides of objects. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return truncate(JSON.stringify(value) ?? typeof value, maxReceivedChars);
}

interface FoundIssue {
  readonly issue: v.BaseIssue<unknown>;
  readonly path: readonly v.IssuePathItem[];
}

/**
 * A union fails as a whole. When one of its options fitted and failed only further down, that
 * deeper issue is what the caller needs to hear.
 */
function mostSpecific(
  issue: v.BaseIssue<unknown>,
  before: readonly v.IssuePathItem[] = [],
): FoundIssue {
  const path = [...before, ...(issue.path ?? [])];
  const deeper = issue.issues?.find((inner) => inner.path !== undefined);
  return deeper === undefined ? { issue, path } : mostSpecific(deeper, path);
}

function problemOf(schema: v.GenericSchema, { issue, path }: FoundIssue): InputProblem {
  const isUnknownKey = issue.type === 'strict_object' && issue.expected === 'never';
  return {
    path: toPathText(path.map((item) => item.key)),
    expected: isUnknownKey ? unknownKeyText(schema, path) : expectedText(schema, issue, path),
    received: isUnknownKey ? 'an unknown field' : receivedText(issue),
  };
}

/** `messages[0].role`; keys that are no identifiers are quoted: `headers["x y"]`. */
export function toPathText(keys: readonly unknown[]): string {
  let text = '';
  for (const key of keys) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(String(key))) {
      text += text === '' ? String(key) : `.${String(key)}`;
    } else text += `[${JSON.stringify(truncate(String(key), maxReceivedChars))}]`;
  }
  return text;
}

function expectedText(
  schema: v.GenericSchema,
  issue: v.BaseIssue<unknown>,
  path: readonly v.IssuePathItem[],
): string {
  if (!issue.message.startsWith('Invalid ')) return issue.message;
  const own = / expected (.+)$/u.exec(issue.message)?.[1];
  if (own !== undefined) return own;
  if (issue.kind === 'validation') return ruleText(issue);
  const isMissingKey = issue.input === undefined && issue.type.endsWith('object');
  const expects = isMissingKey ? schemaAt(schema, path)?.expects : issue.expected;
  return expects === undefined || expects === null ? 'a value' : typeText(expects);
}

/** Valibot writes `("a" | "b")`, `Array` and `Object`. */
function typeText(expects: string): string {
  return expects
    .replace(/^\((.*)\)$/u, '$1')
    .split(' | ')
    .map((option) => typeNames[option] ?? option)
    .join(' | ');
}

const typeNames: Readonly<Record<string, string>> = {
  Array: 'an array',
  Object: 'an object',
  string: 'a text',
  number: 'a number',
  boolean: 'true | false',
};

const ruleTexts: Readonly<Record<string, (limit: string, unit: string) => string>> = {
  integer: () => 'a whole number',
  safe_integer: () => 'a whole number',
  finite: () => 'a finite number',
  non_empty: () => 'something that is not empty',
  min_value: (limit) => `at least ${limit}`,
  max_value: (limit) => `at most ${limit}`,
  min_length: (limit, unit) => `at least ${limit} ${unit}`,
  max_length: (limit, unit) => `at most ${limit} ${unit}`,
  max_code_points: (limit) => `at most ${limit} characters`,
  regex: (limit) => `a text that matches ${limit}`,
  max_entries: (limit) => `at most ${limit} fields`,
};

function ruleText(issue: v.BaseIssue<unknown>): string {
  const text = ruleTexts[issue.type];
  if (text === undefined) return issue.expected ?? `a valid value (${issue.type})`;
  return text(String(issue.requirement), Array.isArray(issue.input) ? 'items' : 'characters');
}

function receivedText(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'max_code_points') return `${issue.received} characters`;
  if (!issue.type.endsWith('_length')) return describeValue(issue.input);
  return `${issue.received} ${Array.isArray(issue.input) ? 'items' : 'characters'}`;
}

function unknownKeyText(schema: v.GenericSchema, path: readonly v.IssuePathItem[]): string {
  const known = Object.keys(schemaAt(schema, path.slice(0, -1))?.entries ?? {});
  const near = nearestWord(String(path.at(-1)?.key), known);
  return near === undefined ? `one of ${known.join(', ')}` : `the field "${near}"`;
}

/** What the schemas that have parts share, as far as a path can be followed through them. */
interface SchemaNode {
  readonly expects?: string;
  readonly entries?: Readonly<Record<string, SchemaNode>>;
  readonly item?: SchemaNode;
  readonly wrapped?: SchemaNode;
  readonly pipe?: readonly SchemaNode[];
}

/** The schema of what stands at the path; undefined where it cannot be followed. */
function schemaAt(
  node: SchemaNode | undefined,
  path: readonly v.IssuePathItem[],
): SchemaNode | undefined {
  const [item, ...rest] = path;
  if (node === undefined || item === undefined) return node;
  const child = typeof item.key === 'number' ? node.item : node.entries?.[String(item.key)];
  // A pipe is its first step, with all steps listed: the others may know more.
  const others = [...(node.pipe ?? []).slice(1), node.wrapped];
  return (
    schemaAt(child, rest) ??
    others.map((other) => schemaAt(other, path)).find((found) => found !== undefined)
  );
}
