import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** One environment variable that this version heeds. */
export interface EnvVariable {
  readonly name: string;
  /** Where its value goes in the configuration; undefined when it decides where that is read. */
  readonly sets: string | undefined;
  /** What holds without it. */
  readonly fallback: string;
  /** Never shown or logged. */
  readonly isSecret?: true;
}

/**
 * Every name that is read from the environment. What each does is told in `texts/`, in every
 * language. Precedence: command line, environment, `.env` beside the configuration, configuration.
 */
export const envTable = [
  { name: 'HOMARUS_HOME', sets: undefined, fallback: '~/.homarus' },
  { name: 'HOMARUS_CONFIG', sets: undefined, fallback: '<home>/config.yaml' },
  { name: 'OPENCLAW_CONFIG', sets: undefined, fallback: '' },
  { name: 'OPENCLAW_CONFIG_PATH', sets: undefined, fallback: '' },
  { name: 'HOMARUS_TIME_ZONE', sets: 'time_zone', fallback: '' },
  { name: 'GATEWAY_PORT', sets: 'gateway.port', fallback: '18789' },
  { name: 'CONTROL_PORT', sets: 'gateway.controlUi.port', fallback: '' },
  { name: 'HOMARUS_GATEWAY_TOKEN', sets: 'gateway.auth.token', fallback: '', isSecret: true },
  {
    name: 'HOMARUS_GATEWAY_PASSWORD',
    sets: 'gateway.auth.password',
    fallback: '',
    isSecret: true,
  },
  { name: 'HOMARUS_GATEWAY_URL', sets: undefined, fallback: '' },
  { name: 'OGMEM_HTTP_PORT', sets: 'memory.port', fallback: '8090' },
  { name: 'OGMEM_URL', sets: 'memory.url', fallback: '' },
  { name: 'HOMARUS_MEMORY_KEY', sets: 'memory.auth.key', fallback: '', isSecret: true },
  { name: 'DATA_DIR', sets: 'memory.data_dir', fallback: '<home>/data' },
  { name: 'PLUGINS_DIR', sets: 'plugins.dir', fallback: '<data>/plugins' },
  { name: 'VECTOR_DB_TYPE', sets: 'memory.vector_store.provider', fallback: 'sqlite' },
  {
    name: 'DATABASE_URL',
    sets: 'memory.vector_store.connection_string',
    fallback: '',
    isSecret: true,
  },
  { name: 'OPENGAUSS_CONNECTION_STRING', sets: undefined, fallback: '', isSecret: true },
  { name: 'OG_ACCOUNT_ID', sets: 'memory.account_id', fallback: 'acct-demo' },
  { name: 'OG_USER_ID', sets: 'memory.user_id', fallback: 'u-default' },
  { name: 'OG_AGENT_ID', sets: 'memory.agent_id', fallback: 'main' },
  { name: 'OGMEM_EMBEDDING_MODEL', sets: 'memory.embedding.model', fallback: '' },
  { name: 'OGMEM_BASE_URL', sets: 'memory.embedding.endpoint', fallback: '' },
  { name: 'OGMEM_API_KEY', sets: 'memory.embedding.api_key', fallback: '', isSecret: true },
  { name: 'LLM_BASE_URL', sets: 'models[environment].endpoint', fallback: '' },
  { name: 'LLM_MODEL', sets: 'claw.model', fallback: '' },
  { name: 'LLM_API_KEY', sets: 'models[environment].api_key', fallback: '', isSecret: true },
  { name: 'LOCAL_LLM_URL', sets: 'models[environment].endpoint', fallback: '' },
  { name: 'OPENAI_API_KEY', sets: 'models[openai].api_key', fallback: '', isSecret: true },
  { name: 'LOG_LEVEL', sets: 'developer.log_level', fallback: 'info' },
  { name: 'LOG_FORMAT', sets: 'developer.log_format', fallback: 'text' },
  { name: 'LC_ALL', sets: undefined, fallback: '' },
  { name: 'LC_MESSAGES', sets: undefined, fallback: '' },
  { name: 'LANG', sets: undefined, fallback: '' },
] as const satisfies readonly EnvVariable[];

export type EnvName = (typeof envTable)[number]['name'];

/** The environment as it was when it was read: names and their values, empty values left out. */
export type Environment = Readonly<Record<string, string>>;

/** The only read of `process.env`. References of the configuration (`${NAME}`) may name any variable. */
export function readEnvironment(): Environment {
  return withoutEmpty(process.env);
}

/** The variables of a `.env` file; none when there is no such file. */
export function readEnvFile(file: string): Environment {
  try {
    return withoutEmpty(parseEnv(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

export function envValue(env: Environment, name: EnvName): string | undefined {
  return env[name];
}

function withoutEmpty(values: NodeJS.Dict<string>): Environment {
  const kept = Object.entries(values).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1].trim() !== '',
  );
  return Object.freeze(Object.fromEntries(kept));
}
