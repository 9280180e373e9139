import { singleLine, truncate } from '@homarus/base';
import type { SessionMessage } from '@homarus/protocol';
import { textOfMessage } from '@homarus/sdk';

import { columns, minuteOf } from '../columns.ts';
import { readCount } from './read-count.ts';
import type { RemoteAction } from './remote-call.ts';

interface ListFlags {
  readonly agent?: string;
  readonly search?: string;
  readonly archived?: true;
  readonly limit?: string;
}

const maxShownChars = 60;

export const listSessions: RemoteAction<ListFlags> = async ({ client, flags, show }) => {
  const { agent, search, archived = false } = flags;
  const list = await client.call('sessions.list', {
    archived,
    limit: readCount(flags.limit, 50),
    ...(agent === undefined ? {} : { agentId: agent }),
    ...(search === undefined ? {} : { search }),
  });
  const rows = list.sessions.map(({ key, displayName, updatedAt, messageCount }) => [
    minuteOf(updatedAt),
    String(messageCount),
    key,
    truncate(singleLine(displayName), maxShownChars),
  ]);
  show(list, columns(rows));
};

export const showSession: RemoteAction<{ readonly limit?: string }> = async (call) => {
  const { client, flags, words, show } = call;
  const [key = ''] = words;
  const log = await client.call('sessions.get', { key, limit: readCount(flags.limit, 200) });
  show(log, log.messages.flatMap(toLines));
};

function toLines(message: SessionMessage): readonly string[] {
  const { role, timestamp, toolName, content } = message;
  const calls = content.flatMap((part) => (part.type === 'toolCall' ? `> ${part.name}` : []));
  const text = [textOfMessage(message), ...calls].filter((line) => line !== '').join('\n');
  return [`[${minuteOf(timestamp)}] ${toolName ?? role}`, text, ''];
}

export const searchSessions: RemoteAction<ListFlags> = async ({ client, flags, words, show }) => {
  const [query = ''] = words;
  const found = await client.call('sessions.search', {
    query,
    limit: readCount(flags.limit, 10),
    ...(flags.agent === undefined ? {} : { agentId: flags.agent }),
  });
  const rows = found.results.map(({ timestamp, sessionKey, role, snippet }) => [
    minuteOf(timestamp),
    sessionKey,
    role,
    singleLine(snippet),
  ]);
  show(found, columns(rows));
};

export const renameSession: RemoteAction<object> = async ({ client, words, texts, show }) => {
  const [key = '', label = ''] = words;
  show(await client.call('sessions.patch', { key, label }), [texts.done]);
};

export const resetSession: RemoteAction<object> = async ({ client, words, texts, show }) => {
  const [key = ''] = words;
  show(await client.call('sessions.reset', { key }), [texts.done]);
};

export const archiveSession: RemoteAction<{ readonly restore?: true }> = async (call) => {
  const { client, flags, words, texts, show } = call;
  const [key = ''] = words;
  const archived = flags.restore !== true;
  show(await client.call('sessions.patch', { key, archived }), [texts.done]);
};

interface DeleteFlags {
  readonly erase?: true;
  readonly forget?: true;
}

export const deleteSession: RemoteAction<DeleteFlags> = async (call) => {
  const { client, flags, words, texts, show } = call;
  const [key = ''] = words;
  const erase = flags.erase === true;
  const forgetLearned = flags.forget === true;
  show(await client.call('sessions.delete', { key, erase, forgetLearned }), [texts.done]);
};

export const compactSession: RemoteAction<object> = async ({ client, words, texts, show }) => {
  const [key = ''] = words;
  const outcome = await client.call('sessions.compact', { key }, { timeoutMs: compactTimeoutMs });
  const { result, compacted } = outcome;
  const line = `${result?.tokensBefore ?? 0} -> ${result?.tokensAfter ?? 0}`;
  show(outcome, [compacted ? line : texts.unchanged]);
};

/** A model writes the summary. */
const compactTimeoutMs = 300_000;

const ranges = ['7d', '30d', '90d', '1y', 'all'] as const;

interface UsageFlags {
  readonly range?: string;
  readonly agent?: string;
}

export const showUsage: RemoteAction<UsageFlags> = async ({ client, flags, texts, show }) => {
  const range = ranges.find((known) => known === flags.range);
  const usage = await client.call('sessions.usage', {
    ...(range === undefined ? {} : { range }),
    ...(flags.agent === undefined ? {} : { agentId: flags.agent }),
  });
  const { totals, sessions, startDate, endDate } = usage;
  const cost = (dollars: number): string => `${dollars.toFixed(4)} USD`;
  const rows = sessions.map(({ key, usage: { totalTokens, totalCost } }) => [
    key,
    texts.usage.tokens(totalTokens),
    cost(totalCost),
  ]);
  const total = [
    `${texts.usage.total} ${startDate} - ${endDate}`,
    texts.usage.tokens(totals.totalTokens),
    cost(totals.totalCost),
  ];
  show(usage, columns([...rows, total]));
};
