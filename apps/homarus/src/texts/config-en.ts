import type { EnvName } from '../env.ts';
import type { Expectation } from '../config/schema.ts';

export const configTextsEn = {
  valid: (file: string) => `${file} is valid.`,
  noFile: (file: string) => `There is no ${file}; the defaults and the environment are valid.`,
  noKey: (path: string) => `There is no ${path} in the configuration.`,
  problems: 'The configuration is not valid:',
  wholeFile: 'the whole file',
  unreadable: (reason: string) => `cannot be read: ${reason}`,
  unknownKey: 'unknown key.',
  didYouMean: (nearest: string) => `Did you mean ${nearest}?`,
  allowed: (keys: string) => `Allowed here: ${keys}.`,
  missing: 'is missing.',
  oneOf: (choices: string) => `one of: ${choices}`,
  wrong: (found: string, expected: string) => `found ${found}, expected ${expected}.`,
  unsetReference: (variable: string) =>
    `refers to \${${variable}}, which is not set. Set it in the environment or in the .env file beside the configuration, or write \${${variable}:-default}.`,
  noModelName: (provider: string) =>
    `the endpoint "${provider}" needs the name of a model. Set LLM_MODEL, or claw.model.`,
  noApiKey: (provider: string, variable: string) =>
    `"${provider}" needs an API key. Set ${variable}.`,
  open: {
    gateway: (host: string) =>
      `${host} can be reached from other machines, and no token is set. Set HOMARUS_GATEWAY_TOKEN to a secret of your own (openssl rand -hex 32 makes one), or gateway.auth: { mode: token, token: ... }, or listen on 127.0.0.1.`,
    memory: (host: string) =>
      `${host} can be reached from other machines, and no key is set. Set HOMARUS_MEMORY_KEY to a secret of your own (openssl rand -hex 32 makes one), or memory.auth: { mode: key, key: ... }, or listen on 127.0.0.1.`,
  },
  noSecret: {
    gateway: 'asks for a token, and none is set. Set HOMARUS_GATEWAY_TOKEN, or gateway.auth.token.',
    memory: 'asks for a key, and none is set. Set HOMARUS_MEMORY_KEY, or memory.auth.key.',
  },
  expected: {
    text: 'text that is not empty',
    id: 'letters, digits and . _ - @ (at most 128)',
    agentId: 'letters, digits, - and _ (at most 64)',
    port: 'a port: a whole number from 0 to 65535',
    count: 'a whole number, 0 or more',
    host: 'a host name or an address, like 127.0.0.1',
    url: 'a URL that begins with http:// or https://',
    secret: 'a secret of at least 8 characters without spaces',
    section: 'a section with keys',
    list: 'a list',
  } satisfies Readonly<Record<Expectation, string>>,
  env: {
    HOMARUS_HOME: 'where all state is kept',
    HOMARUS_CONFIG: 'the configuration file',
    OPENCLAW_CONFIG: 'the same, an older name',
    OPENCLAW_CONFIG_PATH: 'the same, an older name',
    GATEWAY_PORT: 'port of the gateway',
    HOMARUS_GATEWAY_TOKEN: 'secret that callers of the gateway must show',
    OGMEM_HTTP_PORT: 'port of the memory API',
    HOMARUS_MEMORY_KEY: 'secret that callers of the memory API must show',
    DATA_DIR: 'where the database is',
    OG_ACCOUNT_ID: 'account that everything belongs to',
    OG_USER_ID: 'person, for callers that name none',
    OG_AGENT_ID: 'agent, for callers that name none',
    LLM_BASE_URL: 'OpenAI-compatible endpoint of a model, like https://host/v1',
    LLM_MODEL: "the model's name there",
    LLM_API_KEY: 'key for that endpoint',
    LOCAL_LLM_URL: 'the same as LLM_BASE_URL, for an endpoint without a key',
    OPENAI_API_KEY: 'key for api.openai.com; used when no other model is set',
    LOG_LEVEL: 'debug, info, warn or error',
    LOG_FORMAT: 'text or json',
    LC_ALL: 'language of these messages: zh... is Chinese, all else English',
    LC_MESSAGES: 'the same, after LC_ALL',
    LANG: 'the same, after LC_MESSAGES',
  } satisfies Readonly<Record<EnvName, string>>,
};
