import { AppError } from '@homarus/base';
import { memoryCategories } from '@homarus/memory';
import type { RowCategory, Scope } from '@homarus/memory';
import { MemoryAdminListParams, MemoryAdminLogParams } from '@homarus/protocol';
import type { MemoryAdminPage } from '@homarus/protocol';
import type * as v from 'valibot';

import type { GatewayMethod } from '../../rpc/method.ts';
import { toMemoryItem, toMessageItem } from './items.ts';
import { definePanelMethod } from './panel-deps.ts';
import type { PanelDeps, PanelOptions } from './panel-deps.ts';
import { categoriesOf, requireCategories } from './tabs.ts';

type ListParams = v.InferOutput<typeof MemoryAdminListParams>;

/** `memory.admin.list`, `.log`: memories and messages by page. */
export function listMethods(deps: PanelDeps, options: PanelOptions): readonly GatewayMethod[] {
  const { timeZone, tabs } = options;
  return [
    definePanelMethod(deps, options, {
      name: 'list',
      params: MemoryAdminListParams,
      handle: async (params, call): Promise<MemoryAdminPage> => {
        const { tab, category, agentId, page, limit } = params;
        const categories = requireCategories(tab, category, tabs);
        if (categories.length === 0) return { items: [], total: 0, page, pageSize: limit };
        const list = tab === 'full' ? listMessages : listMemories;
        return list(deps, call.scope(agentId), { ...params, categories });
      },
    }),
    definePanelMethod(deps, options, {
      name: 'log',
      params: MemoryAdminLogParams,
      handle: async ({ agentId, day, page, limit }, call) => {
        const { from, to, date } = dayOf(day, deps.clock.now(), timeZone);
        const query = { agentId, timeFrom: from, timeTo: to, page, limit, sortDesc: false };
        const scope = call.scope(agentId);
        const messages = { ...query, categories: categoriesOf('full', tabs) };
        return {
          day: date,
          timeZone,
          messages: await listMessages(deps, scope, messages),
          memories: await listMemories(deps, scope, { ...query, categories: memoryCategories }),
        };
      },
    }),
  ];
}

type ListQuery = Pick<ListParams, 'agentId' | 'page' | 'limit' | 'sortDesc'> & {
  readonly categories: readonly RowCategory[];
  readonly sessionId?: string | undefined;
  readonly timeFrom?: number | undefined;
  readonly timeTo?: number | undefined;
  readonly text?: string | undefined;
  readonly states?: ListParams['states'];
};

async function listMemories(
  { panel }: PanelDeps,
  scope: Scope,
  query: ListQuery,
): Promise<MemoryAdminPage> {
  const { agentId, page, limit, sortDesc, sessionId, timeFrom, timeTo, text, states } = query;
  const categories = memoryCategories.filter((category) => query.categories.includes(category));
  const { memories, total } = await panel.library.list(scope, {
    categories,
    agentId,
    order: 'said',
    reversed: !sortDesc,
    limit,
    offset: (page - 1) * limit,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(timeFrom === undefined ? {} : { timeFrom }),
    ...(timeTo === undefined ? {} : { timeTo }),
    ...(text === undefined ? {} : { text }),
    ...(states === undefined ? {} : { states }),
  });
  return { items: memories.map(toMemoryItem), total, page, pageSize: limit };
}

async function listMessages(
  { panel }: PanelDeps,
  scope: Scope,
  query: ListQuery,
): Promise<MemoryAdminPage> {
  const { agentId, page, limit, sortDesc, sessionId, timeFrom, timeTo, categories } = query;
  const { messages, total } = await panel.statistics.listBatches(
    scope,
    {
      categories,
      agentId,
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(timeFrom === undefined ? {} : { from: timeFrom }),
      ...(timeTo === undefined ? {} : { to: timeTo }),
    },
    { limit, offset: (page - 1) * limit, newestFirst: sortDesc },
  );
  return { items: messages.map(toMessageItem), total, page, pageSize: limit };
}

/** The instants between which a day of the time zone lies. */
function dayOf(day: string | undefined, now: number, timeZone: string) {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const date = day === undefined ? today.toPlainDate() : toDate(day);
  const instantOf = (plain: Temporal.PlainDate): number =>
    plain.toZonedDateTime(timeZone).epochMilliseconds;
  return { from: instantOf(date), to: instantOf(date.add({ days: 1 })), date: date.toString() };
}

function toDate(day: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(day, { overflow: 'reject' });
  } catch (cause) {
    throw new AppError('invalid_request', `day: there is no ${day}.`, {
      cause,
      details: { path: 'day' },
    });
  }
}
