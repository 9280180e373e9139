// What plugins find as `openclaw/plugin-sdk/plugin-entry`, `openclaw/plugin-sdk/core` and
// `openclaw/plugin-sdk`.
import type { EngineCompactAnswer, PluginEntry, PluginToolResult } from '@homarus/plugin-api';

/** Names the type of an entry, and gives it back. */
export function definePluginEntry(entry: PluginEntry): PluginEntry {
  return entry;
}

/** The schema of a plugin that has nothing to configure. */
export function emptyPluginConfigSchema() {
  return { type: 'object', additionalProperties: false, properties: {} } as const;
}

/** A configuration schema that is JSON Schema already. */
export function buildJsonPluginConfigSchema<T extends object>(schema: T): T {
  return schema;
}

/** The answer of a tool: a value, as JSON for the model and as it is for programs. */
export function jsonResult(payload: unknown): PluginToolResult {
  const text = JSON.stringify(payload, undefined, 2) ?? 'null';
  return { content: [{ type: 'text', text }], details: payload };
}

interface ReadOptions {
  readonly required?: boolean;
  readonly trim?: boolean;
  readonly label?: string;
  readonly allowEmpty?: boolean;
}

/** A text among the arguments of a tool; undefined when it is absent. Throws when it is required. */
export function readStringParam(
  params: Readonly<Record<string, unknown>>,
  key: string,
  { required = false, trim = true, label = key, allowEmpty = false }: ReadOptions = {},
): string | undefined {
  const given = params[key];
  const value = typeof given === 'string' ? (trim ? given.trim() : given) : '';
  if (value !== '' || (allowEmpty && typeof given === 'string')) return value;
  if (required) throw new Error(`${label} required`);
  return undefined;
}

/** A number among the arguments of a tool, also one that was written as text. */
export function readNumberParam(
  params: Readonly<Record<string, unknown>>,
  key: string,
  { required = false, label = key, integer = false }: ReadOptions & { integer?: boolean } = {},
): number | undefined {
  const given = params[key];
  const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof value === 'number' && Number.isFinite(value)) {
    return integer ? Math.trunc(value) : value;
  }
  if (required) throw new Error(`${label} required`);
  return undefined;
}

/** Nothing: this host puts what the memory says into the system prompt by itself, beside the engine's. */
export function buildMemorySystemPromptAddition(_context?: unknown): undefined {
  return undefined;
}

/** What `compact` answers of an engine that leaves compaction to the host. */
export function delegateCompactionToRuntime(_request?: unknown): Promise<EngineCompactAnswer> {
  return Promise.resolve({ ok: true, compacted: false, reason: 'left to the host' });
}
