import { AppError } from '@homarus/base';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';

import type { Tool, ToolContext, ToolResult } from './tool.ts';

/** A Valibot schema of an object without asynchronous checks. */
export type ToolInputSchema = v.GenericSchema<Readonly<Record<string, unknown>>, unknown>;

export interface ToolDefinition<S extends ToolInputSchema> {
  /** Letters, digits, `_` and `-`, at most 64: what every model accepts. */
  readonly name: string;
  /** Tells the model what the tool does and when to use it. */
  readonly description: string;
  /** Descriptions of its fields (`v.description`) reach the model. */
  readonly input: S;
  /** Called with checked input. What it throws becomes an error result. */
  readonly execute: (input: v.InferOutput<S>, context: ToolContext) => Promise<ToolResult>;
}

/**
 * Makes a tool from a Valibot schema and a function. Arguments that do not fit the schema never reach
 * `execute`: the tool rejects with `invalid_request`, whose message names each field and what was
 * expected, for the model to repair its call.
 *
 * Throws a plain `Error` for a name that models would refuse, or a schema that JSON Schema cannot say.
 */
export function defineTool<S extends ToolInputSchema>(definition: ToolDefinition<S>): Tool {
  const { name, description, input, execute } = definition;
  if (!/^[\w-]{1,64}$/u.test(name)) throw new Error(`A tool cannot be named "${name}".`);
  return {
    name,
    description,
    parameters: toParameters(input),
    run: async (value, context) => execute(parseArguments(name, input, value), context),
  };
}

function toParameters(schema: ToolInputSchema): Tool['parameters'] {
  const { $schema: _dialect, ...parameters } = toJsonSchema(schema, { typeMode: 'input' });
  return parameters as Tool['parameters'];
}

function parseArguments<S extends ToolInputSchema>(
  name: string,
  schema: S,
  value: unknown,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const problems = parsed.issues.map(toProblem);
  throw new AppError(
    'invalid_request',
    `The arguments of ${name} do not fit. ${problems.map(({ path, text }) => `${path}: ${text}`).join('; ')}.`,
    { details: { path: problems[0]?.path, problems } },
  );
}

interface Problem {
  readonly path: string;
  readonly text: string;
}

function toProblem(issue: v.BaseIssue<unknown>): Problem {
  return { path: v.getDotPath(issue) ?? 'arguments', text: textOf(issue) };
}

function textOf(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === 'validation') return issue.message;
  // For a key that is absent, Valibot says the key's own name as what it expected.
  if (issue.type.endsWith('object') && issue.received === 'undefined') {
    return 'required, but it is missing';
  }
  return `expected ${issue.expected ?? 'another value'}, received ${issue.received}`;
}
