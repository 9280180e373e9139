import * as v from 'valibot';

import {
  expects,
  text,
  id,
  agentId,
  port,
  count,
  host,
  url,
  flag,
  secret,
  dimensionsNumber,
  timeZone,
  cron,
} from './values.ts';

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
