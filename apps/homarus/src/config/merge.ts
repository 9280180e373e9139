import { envTable, envValue } from '../env.ts';
import type { EnvName, Environment } from '../env.ts';

/** What the command line sets; it goes before everything else. */
export interface Overrides {
  readonly home?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly memoryHost?: string | undefined;
  readonly memoryPort?: string | undefined;
  readonly controlPort?: string | undefined;
  readonly logLevel?: string | undefined;
}

export interface Merged {
  /** Unchecked. */
  readonly raw: unknown;
  /** The variable or option that set a path; undefined when the file did. */
  readonly setBy: ReadonlyMap<string, string>;
}

const optionPaths = [
  { option: 'host', flag: '--host', path: 'gateway.host' },
  { option: 'port', flag: '--port', path: 'gateway.port' },
  { option: 'memoryHost', flag: '--host', path: 'memory.host' },
  { option: 'memoryPort', flag: '--memory-port', path: 'memory.port' },
  { option: 'controlPort', flag: '--control-port', path: 'gateway.controlUi.port' },
  { option: 'logLevel', flag: '--log-level', path: 'developer.log_level' },
] as const satisfies readonly { option: keyof Overrides; flag: string; path: string }[];

/** Lays the environment, then the command line, over what the file says. */
export function mergeSources(file: unknown, env: Environment, overrides: Overrides): Merged {
  const setBy = new Map<string, string>();
  let raw = file;
  const set = (path: string, value: string, source: string): void => {
    raw = withValue(raw, path.split('.'), value);
    setBy.set(path, source);
  };
  for (const { name, sets } of envTable) {
    const value = envValue(env, name);
    if (value !== undefined && sets !== undefined && !sets.startsWith('models')) {
      set(sets, value, name);
    }
  }
  raw = withEnvironmentModel(raw, env, setBy);
  for (const { option, flag, path } of optionPaths) {
    const value = overrides[option];
    if (value !== undefined) set(path, value, flag);
  }
  return { raw, setBy };
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A tree with one value set. What is no tree stays as it is: the check will name it. */
function withValue(tree: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (tree !== undefined && !isTree(tree)) return tree;
  return { ...tree, [key]: withValue(tree?.[key], rest, value) };
}

/**
 * `LLM_BASE_URL` goes before the file's models; `LOCAL_LLM_URL` and `OPENAI_API_KEY` stand in, in
 * this order, when the file names none.
 */
function withEnvironmentModel(raw: unknown, env: Environment, setBy: Map<string, string>): unknown {
  const models = isTree(raw) ? (raw['models'] ?? []) : [];
  if (!isTree(raw) || !Array.isArray(models)) return raw;
  const name = endpointVariable(env, hasOwnChoice(raw, models));
  if (name === undefined) return raw;
  if (name === 'OPENAI_API_KEY') return withValue(raw, ['claw', 'model_provider'], 'openai');
  const key = name === 'LLM_BASE_URL' ? envValue(env, 'LLM_API_KEY') : undefined;
  const secret = key === undefined ? {} : { api_key: key };
  const entry = { name: 'environment', type: 'remote', endpoint: envValue(env, name), ...secret };
  setBy.set(`models[${models.length}].endpoint`, name);
  setBy.set(`models[${models.length}].api_key`, 'LLM_API_KEY');
  const withProvider = withValue(raw, ['claw', 'model_provider'], 'environment');
  return withValue(withProvider, ['models'], [...(models as readonly unknown[]), entry]);
}

function hasOwnChoice(raw: Tree, models: readonly unknown[]): boolean {
  return models.length > 0 || (isTree(raw['claw']) && 'model_provider' in raw['claw']);
}

function endpointVariable(env: Environment, isChosen: boolean): EnvName | undefined {
  const candidates: readonly EnvName[] = isChosen
    ? ['LLM_BASE_URL']
    : ['LLM_BASE_URL', 'LOCAL_LLM_URL', 'OPENAI_API_KEY'];
  return candidates.find((name) => envValue(env, name) !== undefined);
}
