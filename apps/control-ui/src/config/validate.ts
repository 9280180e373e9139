import { isTree, variantOf } from './json-schema.ts';
import type { JsonSchema, Tree } from './json-schema.ts';
import { toPathText } from './setting-tree.ts';
import type { SettingPath } from './setting-tree.ts';

export type ProblemKind =
  | 'type'
  | 'choice'
  | 'minimum'
  | 'maximum'
  | 'length'
  | 'pattern'
  | 'missing'
  | 'unknown';

/** What is wrong with a value. */
export interface SettingProblem {
  readonly path: string;
  readonly kind: ProblemKind;
  /** What is expected: a type, a limit, a pattern, the choices. */
  readonly expected: string;
}

/** What a value violates of its schema, before the gateway is asked. */
export function validate(
  schema: JsonSchema,
  value: unknown,
  path: SettingPath = [],
): readonly SettingProblem[] {
  if (value === undefined) return [];
  if (schema.anyOf !== undefined) return validateAny(schema.anyOf, value, path);
  const own = variantOf(schema, value);
  const problem = checkType(own, value) ?? checkValue(own, value);
  if (problem !== undefined) return [{ path: toPathText(path), ...problem }];
  if (isTree(value)) return validateTree(own, value, path);
  if (!Array.isArray(value) || own.items === undefined) return [];
  const { items } = own;
  return value.flatMap((item, index) => validate(items, item, [...path, index]));
}

type Problem = Omit<SettingProblem, 'path'>;

/** The problems of the first alternative, when none fits. */
function validateAny(
  alternatives: readonly JsonSchema[],
  value: unknown,
  path: SettingPath,
): readonly SettingProblem[] {
  const all = alternatives.map((schema) => validate(schema, value, path));
  return all.some((problems) => problems.length === 0) ? [] : (all[0] ?? []);
}

function checkType({ type }: JsonSchema, value: unknown): Problem | undefined {
  if (type === undefined || isOfType(type, value)) return undefined;
  return { kind: 'type', expected: type };
}

function isOfType(type: NonNullable<JsonSchema['type']>, value: unknown): boolean {
  switch (type) {
    case 'object':
      return isTree(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    default:
      return typeof value === type;
  }
}

function checkValue(schema: JsonSchema, value: unknown): Problem | undefined {
  const choices = schema.const === undefined ? schema.enum : [schema.const];
  if (choices !== undefined && !choices.includes(value as string))
    return { kind: 'choice', expected: choices.join(', ') };
  if (typeof value === 'number') return checkNumber(schema, value);
  return typeof value === 'string' ? checkText(schema, value) : undefined;
}

function checkNumber({ minimum, maximum }: JsonSchema, value: number): Problem | undefined {
  if (minimum !== undefined && value < minimum)
    return { kind: 'minimum', expected: String(minimum) };
  if (maximum !== undefined && value > maximum)
    return { kind: 'maximum', expected: String(maximum) };
  return undefined;
}

function checkText({ minLength = 0, pattern }: JsonSchema, value: string): Problem | undefined {
  if (value.length < minLength) return { kind: 'length', expected: String(minLength) };
  if (pattern !== undefined && !isReference(value) && !new RegExp(pattern, 'u').test(value))
    return { kind: 'pattern', expected: pattern };
  return undefined;
}

/** `${MY_TOKEN}`: what it stands for is known to the gateway only. */
const isReference = (value: string): boolean => value.includes('${');

function validateTree(
  schema: JsonSchema,
  value: Tree,
  path: SettingPath,
): readonly SettingProblem[] {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const missing = required
    .filter((name) => value[name] === undefined)
    .map(
      (name) => ({ path: toPathText([...path, name]), kind: 'missing', expected: name }) as const,
    );
  const inner = Object.entries(value).flatMap(([name, item]): readonly SettingProblem[] => {
    const place = [...path, name];
    const known = properties[name];
    if (known !== undefined) return validate(known, item, place);
    if (additionalProperties === false)
      return [{ path: toPathText(place), kind: 'unknown', expected: '' }];
    const names = validate(schema.propertyNames ?? {}, name, place);
    const rest = additionalProperties === true ? {} : additionalProperties;
    return names.concat(validate(rest, item, place));
  });
  return [...missing, ...inner];
}
