import type { PluginTool, PluginToolResult } from '@homarus/plugin-api';

import type { Identity } from '../identity.ts';
import type { Parts } from '../parts.ts';

/** What a tool works with: the memory of the session that called it. */
export interface ToolScope {
  readonly parts: () => Parts;
  readonly identity: Identity;
}

export type ToolParams = Readonly<Record<string, unknown>>;

/** What one call of the memory server may take, in milliseconds. */
export const toolTimeoutMs = 15_000;

export interface ToolShape {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
  /** A tool that a host may have by itself. */
  readonly isHosts?: boolean;
  run(scope: ToolScope, params: ToolParams, signal?: AbortSignal): Promise<PluginToolResult>;
}

export function toTool(shape: ToolShape, scope: ToolScope): PluginTool {
  const { name, label, description, properties, required = [], run } = shape;
  return {
    name,
    label,
    description,
    parameters: { type: 'object', additionalProperties: false, properties, required },
    execute: (_callId, params, signal) => run(scope, params, signal),
  };
}

export function answer(text: string, details: unknown): PluginToolResult {
  return { content: [{ type: 'text', text }], details };
}

export function textParam(params: ToolParams, name: string): string {
  const value = params[name];
  return typeof value === 'string' ? value.trim() : '';
}

/** A number within limits; `otherwise` when there is none. */
export function numberParam(
  params: ToolParams,
  name: string,
  limits: { readonly min: number; readonly max: number; readonly otherwise: number },
): number {
  const value = Number(params[name] ?? Number.NaN);
  return Number.isFinite(value)
    ? Math.min(limits.max, Math.max(limits.min, value))
    : limits.otherwise;
}
