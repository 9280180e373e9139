import { memoryCategories, messageCategories } from '@homarus/memory';
import type { RowCategory, RowFilter } from '@homarus/memory';
import {
  type MessageBatchesAnswer,
  MessageBatchesBody,
  type OverviewAnswer,
  OverviewBody,
  parseInput,
  type PlacesAnswer,
  PlacesBody,
} from '@homarus/protocol';

import { toMessageView } from '../answers.ts';
import type { RouteDoc } from '../openapi/route-doc.ts';
import { toScope } from '../scope.ts';
import type { Call, Route } from './route.ts';

const placesDoc: RouteDoc = {
  summary: { en: 'The agents and sessions of a memory', zh: '记忆中有哪些代理和会话' },
  body: PlacesBody,
  answer: {
    en: '`agentIds` and `sessionIds`, sorted.',
    zh: '排好序的 `agentIds` 和 `sessionIds`。',
  },
};
const overviewDoc: RouteDoc = {
  summary: { en: 'A memory in numbers', zh: '记忆的数量概览' },
  body: OverviewBody,
  answer: {
    en: '`total`, `byCategory`, `buckets` of time, the ten `agents` and `sessions` with the most, and `importance`.',
    zh: '`total`、`byCategory`、按时间的 `buckets`、最多的十个 `agents` 和 `sessions`，以及 `importance`。',
  },
};
const messagesDoc: RouteDoc = {
  summary: { en: 'Messages, by what was said together', zh: '按轮次列出消息' },
  body: MessageBatchesBody,
  answer: {
    en: '`messages`, each `{message, batchId, seqInBatch}`; `total` on all pages.',
    zh: '`messages` 的每项为 `{message, batchId, seqInBatch}`；`total` 为总数。',
  },
};

/** What a person's memory has, counted over all their agents. */
export const statisticsRoutes: readonly Route[] = [
  { method: 'POST', path: '/statistics/places', doc: placesDoc, endpoint: listPlaces },
  { method: 'POST', path: '/statistics/overview', doc: overviewDoc, endpoint: showOverview },
  { method: 'POST', path: '/statistics/messages', doc: messagesDoc, endpoint: listMessages },
];

async function listPlaces(call: Call): Promise<PlacesAnswer> {
  const body = parseInput(PlacesBody, call.body);
  const places = await call.memory.statistics.listPlaces(personOf(call, body), toFilter(body));
  return { ok: true, ...places };
}

async function showOverview(call: Call): Promise<OverviewAnswer> {
  const body = parseInput(OverviewBody, call.body);
  const overview = await call.memory.statistics.overview(personOf(call, body), {
    ...toFilter(body),
    from: body.timeFrom,
    to: body.timeTo,
    ...(body.timeZone === undefined ? {} : { timeZone: body.timeZone }),
  });
  return { ok: true, ...overview };
}

async function listMessages(call: Call): Promise<MessageBatchesAnswer> {
  const body = parseInput(MessageBatchesBody, call.body);
  const { timeFrom, timeTo, limit = 100, offset = 0, newestFirst = true } = body;
  const { messages, total } = await call.memory.statistics.listBatches(
    personOf(call, body),
    {
      ...toFilter(body),
      ...(timeFrom === undefined ? {} : { from: timeFrom }),
      ...(timeTo === undefined ? {} : { to: timeTo }),
    },
    { limit, offset, newestFirst },
  );
  return {
    ok: true,
    messages: messages.map(({ message, batchId, seqInBatch }) => ({
      message: toMessageView(message),
      batchId,
      seqInBatch,
    })),
    total,
  };
}

interface NamedRows {
  readonly accountId?: string;
  readonly userId?: string;
  readonly categories?: readonly RowCategory[];
  readonly byAgentId?: string;
  readonly sessionId?: string;
}

function personOf({ caller, defaults }: Call, named: NamedRows) {
  const { accountId, userId } = named;
  const scope = toScope({ accountId, userId }, caller, defaults);
  return { accountId: scope.accountId, userId: scope.userId };
}

const everything: readonly RowCategory[] = [...memoryCategories, ...messageCategories];

function toFilter({ categories = everything, byAgentId, sessionId }: NamedRows): RowFilter {
  return {
    categories,
    ...(byAgentId === undefined ? {} : { agentId: byAgentId }),
    ...(sessionId === undefined ? {} : { sessionId }),
  };
}
