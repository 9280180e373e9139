/** The part of JSON Schema in which the gateway describes its configuration. */
export interface JsonSchema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** How a setting is edited. */
export type FieldKind =
  /** Cannot be changed. */
  | 'fixed'
  | 'choice'
  | 'flag'
  | 'number'
  | 'text'
  /** A list of texts. */
  | 'texts'
  /** A list of sections. */
  | 'items'
  | 'section'
  /** Sections by names that a person chooses. */
  | 'record'
  | 'json';

export function kindOf(schema: JsonSchema): FieldKind {
  if (schema.const !== undefined) return 'fixed';
  if (schema.enum !== undefined) return 'choice';
  if (schema.anyOf !== undefined) return 'text';
  switch (schema.type) {
    case 'boolean':
      return 'flag';
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      return 'text';
    case 'array':
      return schema.items?.type === 'string' ? 'texts' : 'items';
    case 'object':
      return objectKindOf(schema);
    default:
      return 'json';
  }
}

function objectKindOf({ properties, additionalProperties }: JsonSchema): FieldKind {
  if (properties !== undefined) return 'section';
  const hasSections =
    typeof additionalProperties === 'object' && additionalProperties.properties !== undefined;
  return hasSections ? 'record' : 'json';
}

/** Whether others stand inside of it, under a heading of its own. */
export function isSection(schema: JsonSchema): boolean {
  return ['section', 'record', 'items'].includes(kindOf(schema));
}

/** The property whose value says which variant of `oneOf` an item is: `type`. */
export function discriminatorOf({ oneOf = [] }: JsonSchema): string | undefined {
  const [first, ...others] = oneOf;
  return Object.keys(first?.properties ?? {}).find((name) =>
    [first, ...others].every((variant) => variant?.properties?.[name]?.const !== undefined),
  );
}

/** The variant of `oneOf` that a value is; the first where it does not say; `schema` without variants. */
export function variantOf(schema: JsonSchema, value: unknown): JsonSchema {
  const name = discriminatorOf(schema);
  if (schema.oneOf === undefined || name === undefined) return schema;
  const chosen = isTree(value) ? value[name] : undefined;
  const found = schema.oneOf.find((variant) => variant.properties?.[name]?.const === chosen);
  return found ?? schema.oneOf[0] ?? schema;
}

export type Tree = Readonly<Record<string, unknown>>;

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
