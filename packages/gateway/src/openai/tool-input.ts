import type { Tool } from '@homarus/agent';
import { AppError } from '@homarus/base';

/** A function tool of a caller, as both APIs describe it. */
export interface ClientFunction {
  readonly name: string;
  readonly description?: string | undefined;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
}

/** A tool that the caller runs: the turn ends with its call. */
export function toClientTool(fn: ClientFunction): Tool {
  return {
    name: fn.name,
    description: fn.description ?? '',
    parameters: { type: 'object', properties: {}, ...fn.parameters },
  };
}

/** Arguments as a caller sends them back: JSON of the model, kept as text when the model wrote none. */
export function parseArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Arguments as both APIs carry them. */
export function toArgumentsText(input: unknown): string {
  return typeof input === 'string' ? input : JSON.stringify(input ?? {});
}

/** Two tools of one name would make a call ambiguous. Throws `invalid_request`. */
export function checkToolNames(
  tools: readonly ClientFunction[],
  pathOf: (i: number) => string,
): void {
  const seen = new Set<string>();
  for (const [index, { name }] of tools.entries()) {
    if (seen.has(name)) {
      const path = pathOf(index);
      throw new AppError('invalid_request', `${path}: there are two tools named '${name}'.`, {
        details: { path, received: name },
      });
    }
    seen.add(name);
  }
}
