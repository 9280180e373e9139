import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { Client } from 'pg';

/** Where `npm run test:system` puts a Debian with PostgreSQL 17 and pgvector. */
export const postgresRoot = '/var/cache/homarus-test/postgresql-17';

const programs = '/usr/lib/postgresql/17/bin';
/** Of the user `postgres` in that Debian. */
const user = { uid: 100, gid: 102 } as const;

/** A PostgreSQL of a test's own, on loopback, that syncs every commit to its disk. */
export interface PostgresServer extends AsyncDisposable {
  /** Makes a database with pgvector that an ordinary user owns; resolves to that user's URL. */
  createDatabase(name: string): Promise<string>;
  /** The URL of a superuser. */
  adminUrl(database: string): string;
  /** Ends it as `pg_ctl stop -m fast` does: running statements are told so. */
  stop(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
}

/** Starts one in a folder of its own, which is removed at the end. Needs to be root, for `chroot`. */
export async function startPostgres(): Promise<PostgresServer> {
  if (!existsSync(path.join(postgresRoot, programs, 'postgres'))) {
    throw new Error(`There is no PostgreSQL in ${postgresRoot}: npm run test:system installs it.`);
  }
  const home = path.join(postgresRoot, 'var/lib/homarus-test');
  mkdirSync(home, { recursive: true });
  const folder = mkdtempSync(path.join(home, 'data-'));
  chownSync(folder, user.uid, user.gid);
  const data = path.join('/', path.relative(postgresRoot, folder));
  init(data);
  const port = await freePort();
  let running = await launch(data, port);
  const urlOf = (name: string, database: string): string =>
    `postgresql://${name}@127.0.0.1:${port}/${database}`;
  const stop = async (): Promise<void> => {
    if (running.exitCode !== null) return;
    const ended = once(running, 'exit');
    running.kill('SIGINT');
    await ended;
  };
  await runAs(urlOf('postgres', 'postgres'), 'create role homarus login');
  return {
    createDatabase: async (name) => {
      await runAs(urlOf('postgres', 'postgres'), `create database ${name} owner homarus`);
      await runAs(urlOf('postgres', name), 'create extension vector');
      return urlOf('homarus', name);
    },
    adminUrl: (database) => urlOf('postgres', database),
    stop,
    start: async () => {
      running = await launch(data, port);
    },
    [Symbol.asyncDispose]: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs statements on one connection of their own; resolves to the rows of the last. */
export async function runAs(
  url: string,
  ...statements: readonly string[]
): Promise<readonly object[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let rows: readonly object[] = [];
    for (const statement of statements) ({ rows } = await client.query<object>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

const inRoot = ['--userspec=postgres:postgres', postgresRoot] as const;

function init(data: string): void {
  const settings = ['--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'];
  const { status, stderr } = spawnSync(
    'chroot',
    [...inRoot, `${programs}/initdb`, '-D', data, '-U', 'postgres', ...settings],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`);
}

async function launch(data: string, port: number): Promise<ChildProcess> {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'dynamic_shared_memory_type=mmap',
    'logging_collector=off',
  ].flatMap((setting) => ['-c', setting]);
  const child = spawn('chroot', [...inRoot, `${programs}/postgres`, '-D', data, ...settings], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    lines.push(line);
    if (line.includes('ready to accept connections')) {
      child.stderr.resume();
      return child;
    }
  }
  throw new Error(`PostgreSQL did not start: ${lines.join('\n')}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}
