import { systemClock } from '@homarus/base';

import { columns } from '../columns.ts';
import { rows } from '../rows.ts';
import { readCount } from './read-count.ts';
import type { RemoteAction } from './remote-call.ts';

export const showStatus: RemoteAction<object> = async ({ client, url, texts, show }) => {
  const [status, sessions] = await Promise.all([
    client.call('status'),
    client.call('sessions.list', { limit: 1 }),
  ]);
  const words = texts.status;
  const seconds = Math.round(status.uptimeMs / 1000);
  const megabytes = Math.round(status.processMemory.rssBytes / 1_000_000);
  const { memoryPlugin: keeper } = status;
  const health = [status.status, ...status.reasons].join('\n');
  const lines = rows([
    [words.version, status.runtimeVersion],
    [words.address, url],
    [words.health, health],
    ...(keeper === undefined ? [] : [[words.rememberedBy, words.plugin(keeper)] as const]),
    [words.uptime, words.seconds(seconds)],
    [words.memory, `${megabytes} MB`],
    [words.sessions, String(sessions.totalCount)],
  ]);
  show({ ...status, url, sessions: sessions.totalCount }, lines);
};

interface LogFlags {
  readonly follow?: true;
  readonly lines?: string;
}

/** How often the log is looked at for what came. */
const followIntervalMs = 1000;

/** Prints lines as they are; with `--follow` until the connection or the command ends. */
export const showLogs: RemoteAction<LogFlags> = async ({ client, flags, say }) => {
  const limit = readCount(flags.lines, 100);
  let { lines, cursor } = await client.call('logs.tail', { limit });
  for (;;) {
    for (const line of lines) say(line);
    if (flags.follow !== true) return;
    await systemClock.sleep(followIntervalMs);
    ({ lines, cursor } = await client.call('logs.tail', { cursor, limit: 5000 }));
  }
};

export const listModels: RemoteAction<object> = async ({ client, show }) => {
  const list = await client.call('models.list');
  const table = list.models.map(({ provider, id, contextWindow }) => [
    `${provider}/${id}`,
    contextWindow === undefined ? '' : String(contextWindow),
  ]);
  show(list, columns(table));
};
