import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';

/**
 * The JSON Schema of what a caller sends. Rules that JSON Schema cannot state stand in `description`,
 * in the words of the error that breaks them.
 */
export function toSchema(schema: v.GenericSchema): JsonSchema {
  const { $schema: _draft, ...rest } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    errorMode: 'ignore',
    overrideSchema: ({ valibotSchema }) => stated(valibotSchema),
    overrideAction: ({ valibotAction, jsonSchema }) => ruled(valibotAction, jsonSchema),
  });
  return rest;
}

/** A value that only code can judge. */
function stated({ type, message }: Described): JsonSchema | undefined {
  if (type !== 'custom' || typeof message !== 'string') return undefined;
  return message.startsWith('an instant')
    ? { type: ['integer', 'string'], description: message }
    : { description: message };
}

/** What schemas and actions say of themselves, where they do. */
interface Described {
  readonly type: string;
  readonly message?: unknown;
  readonly metadata?: unknown;
}

const wholeNumber = /^a whole number from (-?\d+) to (-?\d+)$/u;

function ruled(action: Described, schema: JsonSchema): JsonSchema | undefined {
  if (action.type === 'metadata') return { ...schema, ...itemsOf(action.metadata) };
  if (action.type === 'transform') return schema;
  if (action.type !== 'check' || typeof action.message !== 'string') return undefined;
  const [, minimum, maximum] = wholeNumber.exec(action.message) ?? [];
  if (minimum === undefined) return { ...schema, description: action.message };
  return { ...schema, type: 'integer', minimum: Number(minimum), maximum: Number(maximum) };
}

/** A list of ours looks at its length before it looks at its items, and notes what they are. */
function itemsOf(metadata: unknown): Pick<JsonSchema, 'items'> {
  const { itemSchema } = metadata as { readonly itemSchema?: v.GenericSchema };
  return itemSchema === undefined ? {} : { items: toSchema(itemSchema) };
}
