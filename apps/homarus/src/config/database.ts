import { envValue } from '../env.ts';
import type { Environment } from '../env.ts';
import type { DatabaseConfig } from './config.ts';
import { configError } from './problem.ts';
import type { ConfigFile } from './schema.ts';

const path = 'memory.vector_store.connection_string';

/**
 * Which database keeps everything, by `memory.vector_store`; SQLite when nothing names a server. A
 * connection string of openGauss that the environment has goes before one of PostgreSQL, unless the
 * provider is named.
 */
export function chooseDatabase(
  { memory }: ConfigFile,
  { env, source }: { readonly env: Environment; readonly source: string },
): DatabaseConfig {
  const { connection_string: connectionString, max_connections: maxConnections } =
    memory.vector_store;
  const openGauss = envValue(env, 'OPENGAUSS_CONNECTION_STRING');
  const fallback = connectionString === undefined ? 'sqlite' : 'postgres';
  const provider =
    memory.vector_store.provider ?? (openGauss === undefined ? fallback : 'opengauss');
  if (provider === 'sqlite') return { provider };
  const found = (provider === 'opengauss' ? openGauss : undefined) ?? connectionString;
  if (found === undefined) throw configError([{ source, path, type: 'missing', choices: [] }]);
  const nearestIndex = memory.vector_store.index === 'hnsw';
  return { provider, connectionString: found, maxConnections, nearestIndex };
}
