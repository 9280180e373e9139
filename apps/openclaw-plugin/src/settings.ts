import type { PluginEnv } from './env.ts';

/** What the operator decides; `plugins.entries.og-memory-context-engine.config`. */
export interface Settings {
  /** Without `/api/v1` and without a slash at its end. */
  readonly url: string;
  readonly apiKey: string | undefined;
  /** Undefined: the account of the key. */
  readonly accountId: string | undefined;
  /** Undefined: the server's default user. */
  readonly userId: string | undefined;
  /** Whether sessions of one peer or group have a user of their own. */
  readonly userIdFromSession: boolean;
  /** User ids by session key, by `<channel>:<peer>`, or by `<peer>`. */
  readonly users: ReadonlyMap<string, string>;
  readonly autoRecall: boolean;
  readonly autoCapture: boolean;
  readonly prefetchEnabled: boolean;
  readonly prefetchTopK: number;
  readonly composeTimeoutMs: number;
  /** Tokens of all that is recalled for a turn. */
  readonly recallTokenBudget: number;
  readonly ownsCompaction: boolean;
  readonly keepAliveMs: number;
  readonly outboxMaxTurns: number;
  readonly outboxMaxBytes: number;
  /** Absolute or relative to the plugin; undefined: inside the host's folder of state. */
  readonly stateDir: string | undefined;
}

export const defaultUrl = 'http://127.0.0.1:8090';

/**
 * Reads the plugin's configuration. The host has checked it against the manifest's schema; what has
 * another type all the same counts as absent.
 */
export function readSettings(
  config: Readonly<Record<string, unknown>> | undefined,
  env: PluginEnv,
): Settings {
  const given = config ?? {};
  const text = (name: string): string | undefined => textOf(given[name]);
  const flag = (name: string): boolean => given[name] !== false;
  const number = (name: string, otherwise: number): number =>
    typeof given[name] === 'number' ? given[name] : otherwise;
  return {
    url: withoutApiPath(text('memoryApiBaseUrl') ?? env.memoryUrl ?? defaultUrl),
    apiKey: text('apiKey') ?? env.memoryKey,
    accountId: text('accountId'),
    userId: text('userId'),
    userIdFromSession: flag('userIdFromSession'),
    users: mapOf(given['users']),
    autoRecall: flag('autoRecall'),
    autoCapture: flag('autoCapture'),
    prefetchEnabled: flag('prefetchEnabled'),
    prefetchTopK: number('prefetchTopK', 5),
    composeTimeoutMs: number('composeTimeoutMs', 500),
    recallTokenBudget: number('recallTokenBudget', 2000),
    ownsCompaction: flag('ownsCompaction'),
    keepAliveMs: number('keepAliveMs', 30_000),
    outboxMaxTurns: number('outboxMaxTurns', 10_000),
    outboxMaxBytes: number('outboxMaxBytes', 256 * 1024 * 1024),
    stateDir: text('stateDir'),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** People copy the address of the API as well as that of the server. */
function withoutApiPath(url: string): string {
  return url.replace(/\/+$/u, '').replace(/\/api(?:\/v1)?$/u, '');
}

function mapOf(value: unknown): ReadonlyMap<string, string> {
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(
    Object.entries(value).flatMap(([key, id]: [string, unknown]) =>
      typeof id === 'string' ? [[key, id]] : [],
    ),
  );
}
