import * as v from 'valibot';

import type { FoundPlugin } from './manifest.ts';

const word = v.pipe(v.string(), v.minLength(1));
const call = v.function();

/** What a registration must have to be of use; everything else in it is the plugin's own. */
const shapes = {
  tool: v.object({
    tool: v.union([call, v.looseObject({ name: word, execute: call })]),
    names: v.array(word),
  }),
  event: v.object({ handler: call, options: v.looseObject({}) }),
  route: v.object({ path: word, handler: call }),
  method: v.object({ name: word, handler: call }),
  service: v.object({ id: word, start: call }),
  command: v.object({ name: v.pipe(v.string(), v.regex(/^[\w-]+$/u)), handler: call }),
  cli: call,
  memory: v.looseObject({}),
  'memory prompt': call,
  'context engine': v.object({ id: word, factory: call }),
  provider: v.object({ id: word, createModel: call }),
  'compaction provider': v.looseObject({ id: word, summarize: call }),
  'embedding provider': v.looseObject({ id: word, create: call }),
  unused: v.unknown(),
} as const;

export type RegistrationKind = keyof typeof shapes;

export interface RegistrationProblem {
  /** `tool memory_search`. */
  readonly what: string;
  readonly text: string;
}

/** Why a registration cannot be; undefined when it can. */
export function problemOf(
  kind: RegistrationKind,
  value: unknown,
  { tools: allowed }: FoundPlugin,
): RegistrationProblem | undefined {
  const parsed = v.safeParse(shapes[kind], value);
  const name = nameOf(value);
  const what = name === undefined ? kind : `${kind} ${name}`;
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return { what, text: `${v.getDotPath(issue) ?? 'what is registered'}: ${issue.message}` };
  }
  if (kind !== 'tool' || name === undefined) return undefined;
  const text = undeclaredTool(allowed, name);
  return text === undefined ? undefined : { what, text };
}

/** Why a tool is left out; undefined when the manifest names it, or names none. */
export function undeclaredTool(
  allowed: readonly string[] | undefined,
  name: string,
): string | undefined {
  if (allowed?.includes(name) !== false) return undefined;
  return `contracts.tools of the manifest does not name ${name}; the tool is left out.`;
}

function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('tool' in value) return nameOf(value.tool);
  const name = 'name' in value ? value.name : 'id' in value ? value.id : undefined;
  return typeof name === 'string' ? name : undefined;
}
