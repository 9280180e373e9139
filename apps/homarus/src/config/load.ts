import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

import { errorText, machineTimeZone } from '@homarus/base';
import type { HookSettings } from '@homarus/gateway';

import { envValue, readEnvFile } from '../env.ts';
import type { Environment } from '../env.ts';
import { toAgents, toExecEnvironment } from './agents.ts';
import { checkConfig } from './check.ts';
import type { Config, DoorConfig } from './config.ts';
import { chooseDatabase } from './database.ts';
import { chooseEmbedding } from './embedding.ts';
import { toPluginSettings } from './plugins.ts';
import { mergeSources } from './merge.ts';
import type { Overrides } from './merge.ts';
import { chooseModel, listModels } from './model.ts';
import { configError } from './problem.ts';
import type { ConfigProblem, Door } from './problem.ts';
import { resolveReferences } from './references.ts';
import type { ConfigFile } from './schema.ts';

export interface ConfigSources {
  readonly env: Environment;
  readonly overrides?: Overrides;
}

/**
 * Reads the configuration once: command line before environment before `.env` before the file
 * before defaults. Throws a `configError` with everything that is wrong.
 */
export async function loadConfig(sources: ConfigSources): Promise<Config> {
  const place = findConfigFile(sources);
  return (await interpretConfig(readConfigText(place), place, sources)).config;
}

/** Where the configuration is. */
export interface ConfigPlace {
  /** Absolute. */
  readonly home: string;
  readonly file: string;
  /** Somebody named the file: it is an error when there is none. */
  readonly isNamed: boolean;
}

export function findConfigFile({ env, overrides = {} }: ConfigSources): ConfigPlace {
  const home = toAbsolute(overrides.home ?? envValue(env, 'HOMARUS_HOME') ?? '~/.homarus');
  const named =
    envValue(env, 'HOMARUS_CONFIG') ??
    envValue(env, 'OPENCLAW_CONFIG') ??
    envValue(env, 'OPENCLAW_CONFIG_PATH');
  const file = named === undefined ? path.join(home, 'config.yaml') : toAbsolute(named);
  return { home, file, isNamed: named !== undefined };
}

export interface Interpretation {
  readonly config: Config;
  /** All settings as the schema has them, those of the environment too. */
  readonly settings: ConfigFile;
}

/** What a text of the file means, with all that goes before it. Throws a `configError`. */
export async function interpretConfig(
  text: string | undefined,
  { home, file }: ConfigPlace,
  { env, overrides = {} }: ConfigSources,
): Promise<Interpretation> {
  const all = { ...readEnvFile(path.join(path.dirname(file), '.env')), ...env };
  const tree = text === undefined ? {} : ((await readTree(text, file)) ?? {});
  const resolved = resolveReferences(tree, all, file);
  if (resolved.problems.length > 0) throw configError(resolved.problems);
  const { raw, setBy } = mergeSources(resolved.value, all, overrides);
  const checked = checkConfig(raw, (at) => setBy.get(at) ?? file);
  const model = chooseModel(checked, all, file);
  const embedding = chooseEmbedding(checked, { model, env: all, source: file });
  const database = chooseDatabase(checked, { env: all, source: file });
  const found = text === undefined ? undefined : file;
  const models = listModels(checked, all);
  const chosen = { home, file: found, model, models, embedding, database, env: all };
  return { config: toConfig(checked, chosen), settings: checked };
}

/** The text of the file; undefined when there is none. */
export function readConfigText({ file, isNamed }: ConfigPlace): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isAbsent && !isNamed) return undefined;
    throw configError([{ source: file, path: '', type: 'unreadable', reason: errorText(error) }]);
  }
}

async function readTree(text: string, file: string): Promise<unknown> {
  const { parseTree } = await import('./config-text.ts');
  try {
    return parseTree(text, file);
  } catch (error) {
    throw configError([{ source: file, path: '', type: 'unreadable', reason: errorText(error) }]);
  }
}

type Chosen = Pick<Config, 'home' | 'file' | 'model' | 'models' | 'embedding' | 'database'> & {
  readonly env: Environment;
};

function toConfig(
  checked: ConfigFile,
  { home, file, model, models, embedding, database, env }: Chosen,
): Config {
  const { gateway, memory, developer, time_zone: timeZone = machineTimeZone() } = checked;
  const source = file ?? path.join(home, 'config.yaml');
  const doors = [
    gatewayDoor(gateway),
    { door: 'memory', host: memory.host, mode: memory.auth.mode, secret: memory.auth.key },
  ] as const satisfies readonly DoorSettings[];
  const dataDir =
    memory.data_dir === undefined ? path.join(home, 'data') : toAbsolute(memory.data_dir);
  const problems = doors.flatMap((door) => doorProblems(door, source));
  if (problems.length > 0) throw configError(problems);
  return deepFreeze({
    home,
    file,
    timeZone,
    gateway: {
      ...toDoor(doors[0], gateway.port),
      authMode: doors[0].mode ?? 'none',
      queueMode: gateway.queueMode,
      limits: gateway.limits,
      controlUi: gateway.controlUi,
      hooks: toHooks(checked.hooks),
    },
    memory: {
      ...toDoor(doors[1], memory.port),
      remote: toRemote(memory),
      rateLimit: { perMinute: memory.rate_limit.per_minute, burst: memory.rate_limit.burst },
      dataDir,
      mirrorDir: memory.mirror.enabled ? mirrorDirOf(memory.mirror.folder, dataDir) : undefined,
      review: { cron: memory.review.cron, timeZone: memory.review.time_zone ?? timeZone },
      tabs: {
        full: memory.enableFullContextMemory,
        self: memory.enableSelfImprovingMemory,
      },
    },
    identity: { accountId: memory.account_id, userId: memory.user_id, agentId: memory.agent_id },
    agents: toAgents(checked, toAbsolute),
    plugins: toPluginSettings(checked, dataDir, toAbsolute),
    execEnvironment: toExecEnvironment(env),
    model,
    models,
    embedding,
    database,
    log: { level: developer.log_level, format: developer.log_format },
  });
}

/** The mode that is meant: the given one, else that of the secret that is there. */
function gatewayDoor({ host, auth }: ConfigFile['gateway']) {
  const byToken = auth.token === undefined ? undefined : 'token';
  const byPassword = auth.password === undefined ? undefined : 'password';
  const mode = auth.mode ?? byToken ?? byPassword;
  const secret = mode === 'password' ? auth.password : auth.token;
  return { door: 'gateway', host, mode, secret } as const;
}

function toRemote({ url, auth }: ConfigFile['memory']): Config['memory']['remote'] {
  return url === undefined ? undefined : { url, apiKey: auth.key };
}

function toHooks(hooks: ConfigFile['hooks']): HookSettings | undefined {
  if (hooks === undefined) return undefined;
  const { token, max_body_bytes: maxBodyBytes, mappings } = hooks;
  return {
    token,
    maxBodyBytes,
    mappings: mappings.map(({ name, agent_id, session_key, message }) => ({
      name,
      agentId: agent_id,
      sessionKey: session_key,
      message,
    })),
  };
}

function mirrorDirOf(folder: string | undefined, dataDir: string): string {
  return folder === undefined ? path.join(dataDir, 'agfs') : toAbsolute(folder);
}

interface DoorSettings {
  readonly door: Door;
  readonly host: string;
  readonly mode: 'none' | 'token' | 'password' | 'key' | undefined;
  readonly secret: string | undefined;
}

function doorProblems(settings: DoorSettings, source: string): readonly ConfigProblem[] {
  const { door, host, mode, secret } = settings;
  if (mode !== undefined && mode !== 'none' && secret === undefined) {
    return [{ source, path: `${door}.auth`, type: 'no_secret', door }];
  }
  const isOpen = !isLoopback(host) && (secret === undefined || mode === 'none');
  return isOpen ? [{ source, path: `${door}.host`, type: 'open_without_secret', host, door }] : [];
}

function toDoor({ host, mode, secret }: DoorSettings, port: number): DoorConfig {
  return { host, port, secret: mode === 'none' ? undefined : secret };
}

/** Whether only programs of this machine can reach a server that listens there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/u.test(host);
}

/** `~` is the person's home folder; other relative paths start at the working folder. */
function toAbsolute(place: string): string {
  return path.resolve(place.replace(/^~(?=$|[\\/])/u, homedir()));
}

function deepFreeze<T extends object>(value: T): Readonly<T> {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner as object);
  }
  return Object.freeze(value);
}
