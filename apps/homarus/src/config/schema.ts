import { isTimeZone } from '@homarus/base';
import * as v from 'valibot';

/**
 * What a value should have been, as a key of the texts: the schemas below use it as their message,
 * so that a person reads it in their language.
 */
export type Expectation =
  | 'text'
  | 'id'
  | 'agentId'
  | 'port'
  | 'count'
  | 'positive'
  | 'price'
  | 'host'
  | 'url'
  | 'secret'
  | 'dimensions'
  | 'connections'
  | 'origin'
  | 'section'
  | 'flag'
  | 'timeZone'
  | 'cron'
  | 'list';

const expects = (expectation: Expectation): Expectation => expectation;

const text = v.pipe(v.string(expects('text')), v.trim(), v.minLength(1, expects('text')));

/** An id that stands in addresses of memories: letters of any script, digits and `._-@`. */
const id = v.pipe(v.string(expects('id')), v.regex(/^[\p{L}\p{N}._@-]{1,128}$/u, expects('id')));

const agentId = v.pipe(v.string(expects('agentId')), v.regex(/^[\w-]{1,64}$/u, expects('agentId')));

const portNumber = v.pipe(
  v.number(expects('port')),
  v.integer(expects('port')),
  v.minValue(0, expects('port')),
  v.maxValue(65_535, expects('port')),
);

/** Digits are accepted as well, because variables and references are text. 0 lets the system choose. */
const port = v.union(
  [
    portNumber,
    v.pipe(
      v.string(expects('port')),
      v.regex(/^\d{1,5}$/u, expects('port')),
      v.transform(Number),
      portNumber,
    ),
  ],
  expects('port'),
);

const count = v.pipe(
  v.number(expects('count')),
  v.integer(expects('count')),
  v.minValue(0, expects('count')),
);

const positive = v.pipe(
  v.number(expects('positive')),
  v.integer(expects('positive')),
  v.minValue(1, expects('positive')),
);

const price = v.pipe(v.number(expects('price')), v.minValue(0, expects('price')));

const host = v.pipe(v.string(expects('host')), v.regex(/^[\w.:-]+$/u, expects('host')));

const url = v.pipe(
  v.string(expects('url')),
  v.trim(),
  v.check((value) => /^https?:$/u.test(URL.parse(value)?.protocol ?? ''), expects('url')),
  v.transform((value) => value.replace(/\/+$/u, '')),
);

/** `https://host`, with a port where it is not the scheme's own; or `*`. */
const origin = v.pipe(
  v.string(expects('origin')),
  v.check((value) => value === '*' || URL.parse(value)?.origin === value, expects('origin')),
);

const flag = v.boolean(expects('flag'));

/** At least eight characters, so that it is not guessed. */
const secret = v.pipe(v.string(expects('secret')), v.regex(/^\S{8,}$/u, expects('secret')));

const dimensionsNumber = v.pipe(
  v.number(expects('dimensions')),
  v.integer(expects('dimensions')),
  v.minValue(1, expects('dimensions')),
  v.maxValue(16_384, expects('dimensions')),
);

/** An IANA name (`Asia/Shanghai`) or an offset (`+08:00`). */
const timeZone = v.pipe(v.string(expects('timeZone')), v.check(isTimeZone, expects('timeZone')));

/** Five fields: minute, hour, day, month, weekday. Whether they mean a time is seen at the start. */
const cron = v.pipe(
  v.string(expects('cron')),
  v.regex(/^\s*\S+(?:\s+\S+){4}\s*$/u, expects('cron')),
);

/** The Markdown tree that shows the memory and takes edits in. */
const MirrorSection = v.strictObject(
  {
    enabled: v.optional(flag, true),
    /** Default: `agfs` in the folder of the database. */
    folder: v.optional(text),
  },
  expects('section'),
);

/** When what is known is looked over. */
const ReviewSection = v.strictObject(
  { cron: v.optional(cron, '0 3 * * *'), time_zone: v.optional(timeZone) },
  expects('section'),
);

/** What makes vectors of texts; without it, memory is searched by words alone. */
const EmbeddingSection = v.strictObject(
  {
    model: text,
    /** The name of an entry of `models`, or `openai`. Default: the endpoint that answers. */
    provider: v.optional(text),
    /** An endpoint of its own; goes before `provider`. */
    endpoint: v.optional(url),
    api_key: v.optional(text),
    /** The id of an embedding provider that a plugin registers, in place of an endpoint. */
    plugin: v.optional(text),
    /** The length of vectors to ask for. Default: the model's own. */
    dimensions: v.optional(dimensionsNumber),
  },
  expects('section'),
);

const connectionsNumber = v.pipe(
  v.number(expects('connections')),
  v.integer(expects('connections')),
  v.minValue(1, expects('connections')),
  v.maxValue(1000, expects('connections')),
);

/** The database that keeps memory, sessions and accounts. */
const VectorStoreSection = v.strictObject(
  {
    /** Default: `postgres` with a connection string, else `sqlite`. */
    provider: v.optional(v.picklist(['sqlite', 'postgres', 'opengauss'])),
    /** A URL, or libpq's pairs of name and value. */
    connection_string: v.optional(text),
    /** Connections that one process may have open at once. */
    max_connections: v.optional(connectionsNumber, 10),
    /** `hnsw`: an index of pgvector over vectors, for other programs. */
    index: v.optional(v.picklist(['none', 'hnsw']), 'none'),
  },
  expects('section'),
);

/** Who answers. */
export const ClawConfig = v.strictObject(
  {
    /** How it calls itself. */
    name: v.optional(text, 'Homarus'),
    /** What it should always heed; stands in its system prompt. */
    instructions: v.optional(text),
    /** The name of an entry of `models`, `openai`, or `offline`. Default: the first entry. */
    model_provider: v.optional(text),
    /** The model's name as its endpoint knows it; goes before the entry's own. */
    model: v.optional(text),
  },
  expects('section'),
);

/** What is known of a model beside its name. */
const modelFacts = {
  /** What it takes in. Default: text. */
  input: v.optional(v.array(v.picklist(['text', 'image']), expects('list'))),
  /** Tokens that it takes in. Default 128,000. */
  contextTokens: v.optional(positive),
  /** Whether its endpoint takes a reasoning effort. */
  reasoning: v.optional(flag),
  /** US dollars for a million tokens. */
  cost: v.optional(
    v.strictObject(
      {
        input: v.optional(price, 0),
        output: v.optional(price, 0),
        cacheRead: v.optional(price, 0),
        cacheWrite: v.optional(price, 0),
      },
      expects('section'),
    ),
  ),
};

/** An endpoint that speaks the OpenAI API. */
const RemoteModelConfig = v.strictObject(
  {
    name: text,
    type: v.literal('remote'),
    endpoint: url,
    auth: v.optional(v.picklist(['none', 'api_key'])),
    api_key: v.optional(text),
    model: v.optional(text),
    ...modelFacts,
  },
  expects('section'),
);

/** A model of an Ollama server, spoken to over its OpenAI-compatible API. */
const OllamaModelConfig = v.strictObject(
  {
    name: text,
    type: v.literal('ollama'),
    endpoint: v.optional(url, 'http://127.0.0.1:11434/v1'),
    /** The model, as `ollama list` names it. */
    path: text,
    ...modelFacts,
  },
  expects('section'),
);

export const ModelsConfig = v.array(
  v.variant('type', [RemoteModelConfig, OllamaModelConfig]),
  expects('list'),
);

export const MemoryConfig = v.strictObject(
  {
    /** Of a memory service that the gateway uses instead of its own memory. */
    url: v.optional(url),
    host: v.optional(host, '127.0.0.1'),
    port: v.optional(port, 8090),
    auth: v.optional(
      v.strictObject(
        { mode: v.optional(v.picklist(['none', 'key'])), key: v.optional(secret) },
        expects('section'),
      ),
      {},
    ),
    /** Of calls of the memory API, by key. */
    rate_limit: v.optional(
      v.strictObject(
        { per_minute: v.optional(count, 30_000), burst: v.optional(count, 3000) },
        expects('section'),
      ),
      {},
    ),
    /** Where the database is. Default: `data` in the home folder. */
    data_dir: v.optional(text),
    vector_store: v.optional(VectorStoreSection, {}),
    embedding: v.optional(EmbeddingSection),
    mirror: v.optional(MirrorSection, {}),
    review: v.optional(ReviewSection, {}),
    /** Tabs of the memory panel: verbatim messages, and what agents learned about their work. */
    enableFullContextMemory: v.optional(flag, true),
    enableSelfImprovingMemory: v.optional(flag, true),
    account_id: v.optional(id, 'acct-demo'),
    user_id: v.optional(id, 'u-default'),
    agent_id: v.optional(agentId, 'main'),
  },
  expects('section'),
);

/** What other programs may start at `/hooks`. */
export const HooksConfig = v.strictObject(
  {
    /** Their own secret, another one than the gateway's. */
    token: secret,
    max_body_bytes: v.optional(count, 262_144),
    mappings: v.optional(
      v.array(
        v.strictObject(
          {
            /** `POST /hooks/<name>`. */
            name: id,
            agent_id: v.optional(agentId),
            /** Default: `hook:<name>`. */
            session_key: v.optional(text),
            /** `{{a.b.0}}` stands for what the body has there. Default: the whole body. */
            message: v.optional(text),
          },
          expects('section'),
        ),
        expects('list'),
      ),
      [],
    ),
  },
  expects('section'),
);

export const GatewayConfig = v.strictObject(
  {
    host: v.optional(host, '127.0.0.1'),
    port: v.optional(port, 18_789),
    auth: v.optional(
      v.strictObject(
        {
          mode: v.optional(v.picklist(['none', 'token', 'password'])),
          token: v.optional(secret),
          password: v.optional(secret),
        },
        expects('section'),
      ),
      {},
    ),
    /** What becomes of a message that comes while a turn of its session runs. */
    queueMode: v.optional(v.picklist(['queue', 'steer', 'replace']), 'queue'),
    /** Of connections. */
    limits: v.optional(
      v.strictObject(
        {
          /** How long a connection may take to say who it is. */
          handshakeTimeoutMs: v.optional(positive, 10_000),
          /** Wrong secrets that an address may show before it has to wait. */
          maxFailures: v.optional(positive, 10),
        },
        expects('section'),
      ),
      {},
    ),
    /** Rules for pages that connect over WebSocket. */
    controlUi: v.optional(
      v.strictObject(
        {
          /** A second port, for the page alone. Default: none. */
          port: v.optional(port),
          /** Origins of pages that others serve; `*` for all. */
          allowedOrigins: v.optional(v.array(origin, expects('list')), []),
          /** A page on this machine may connect with the secret alone. */
          allowInsecureAuth: v.optional(flag, false),
          /** So may every page. */
          dangerouslyDisableDeviceAuth: v.optional(flag, false),
        },
        expects('section'),
      ),
      {},
    ),
  },
  expects('section'),
);

const patterns = v.optional(v.array(text, expects('list')));

/** One of several agents. */
export const AgentConfig = v.strictObject(
  {
    name: v.optional(text),
    /** What it is and heeds; stands in its system prompt. */
    soul: v.optional(text),
    emoji: v.optional(text),
    avatar: v.optional(text),
    /** `<entry of models>`, or `<entry>/<model>`. Default: what `claw` says. */
    model: v.optional(text),
    /** The folder it works in. Default: `workspaces/<id>` in the data folder. */
    workspace: v.optional(text),
    tools: v.optional(
      v.strictObject(
        {
          profile: v.optional(v.picklist(['minimal', 'coding', 'messaging', 'full'])),
          allow: patterns,
          deny: patterns,
        },
        expects('section'),
      ),
    ),
    exec: v.optional(
      v.strictObject(
        {
          mode: v.optional(v.picklist(['deny', 'allowlist', 'ask', 'full']), 'deny'),
          /** Patterns of commands. */
          allow: v.optional(v.array(text, expects('list')), []),
        },
        expects('section'),
      ),
    ),
  },
  expects('section'),
);

export const AgentsConfig = v.record(agentId, AgentConfig, expects('section'));

export const DeveloperConfig = v.strictObject(
  {
    log_level: v.optional(v.picklist(['debug', 'info', 'warn', 'error']), 'info'),
    log_format: v.optional(v.picklist(['text', 'json']), 'text'),
  },
  expects('section'),
);

const PluginId = v.pipe(v.string(expects('text')), v.regex(/^[\w@./-]{1,128}$/u, expects('text')));

/** What is added to the gateway from outside. */
export const PluginsConfig = v.strictObject(
  {
    enabled: v.optional(flag, true),
    /** Where they are installed. Default: `plugins` in the data folder. */
    dir: v.optional(text),
    /** Only these, when there are any. */
    allow: v.optional(v.array(PluginId, expects('list')), []),
    deny: v.optional(v.array(PluginId, expects('list')), []),
    entries: v.optional(
      v.record(
        PluginId,
        v.strictObject(
          {
            enabled: v.optional(flag),
            /** What its manifest says. */
            config: v.optional(v.record(v.string(), v.unknown(), expects('section'))),
            hooks: v.optional(
              v.strictObject(
                {
                  /** It may see what people say. */
                  allowConversationAccess: v.optional(flag),
                  /** How long one handler may take. Default 5,000. */
                  timeoutMs: v.optional(positive),
                },
                expects('section'),
              ),
            ),
          },
          expects('section'),
        ),
        expects('section'),
      ),
      {},
    ),
    /** Who has a place that only one can have; `none` for the gateway's own part. */
    slots: v.optional(
      v.strictObject(
        {
          memory: v.optional(PluginId),
          contextEngine: v.optional(PluginId),
          compaction: v.optional(PluginId),
        },
        expects('section'),
      ),
      {},
    ),
    load: v.optional(
      v.strictObject(
        {
          /** Folders of plugins, or with plugins in them. */
          paths: v.optional(v.array(text, expects('list')), []),
        },
        expects('section'),
      ),
      {},
    ),
  },
  expects('section'),
);

/** The whole of `config.yaml`. Keys that would do nothing are errors. */
export const ConfigFile = v.strictObject(
  {
    version: v.optional(v.literal('2026.1'), '2026.1'),
    /** In which dates are meant and days begin, for memory and agents. Default: the machine's. */
    time_zone: v.optional(timeZone),
    claw: v.optional(ClawConfig, {}),
    models: v.optional(ModelsConfig, []),
    agents: v.optional(AgentsConfig, {}),
    memory: v.optional(MemoryConfig, {}),
    gateway: v.optional(GatewayConfig, {}),
    plugins: v.optional(PluginsConfig, {}),
    hooks: v.optional(HooksConfig),
    developer: v.optional(DeveloperConfig, {}),
  },
  expects('section'),
);

export type ConfigFile = v.InferOutput<typeof ConfigFile>;
