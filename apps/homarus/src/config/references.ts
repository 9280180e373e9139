import type { Environment } from '../env.ts';
import type { ConfigProblem } from './problem.ts';

const reference = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/gu;

export interface Resolved {
  readonly value: unknown;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Replaces `${NAME}` and `${NAME:-otherwise}` in every text of a tree; an unset name without an
 * otherwise is a problem at its path. Keys whose value is null are left out, as if not written.
 */
export function resolveReferences(tree: unknown, env: Environment, source: string): Resolved {
  const problems: ConfigProblem[] = [];
  const replace = (text: string, path: string): string =>
    text.replaceAll(reference, (_whole, name: string, otherwise: string | undefined) => {
      const value = env[name] ?? otherwise;
      if (value === undefined) {
        problems.push({ source, path, type: 'unset_reference', variable: name });
      }
      return value ?? '';
    });
  const visit = (node: unknown, path: string): unknown => {
    if (typeof node === 'string') return replace(node, path);
    if (Array.isArray(node)) return node.map((item, index) => visit(item, `${path}[${index}]`));
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node).filter(([, value]) => value !== null);
    return Object.fromEntries(
      entries.map(([key, value]) => [key, visit(value, path === '' ? key : `${path}.${key}`)]),
    );
  };
  return { value: visit(tree, ''), problems };
}
