import {
  MemoryAdminConfigParams,
  MemoryAdminDashboardParams,
  MemoryAdminFacetsParams,
  memoryCategoryLabels,
  memoryTabCategories,
} from '@homarus/protocol';
import type {
  CategoryFilter,
  MemoryAdminConfig,
  MemoryAdminDashboard,
  MemoryAdminFacets,
  MemoryTab,
} from '@homarus/protocol';
import type { MemoryOverview } from '@homarus/memory';

import type { GatewayMethod } from '../../rpc/method.ts';
import { definePanelMethod } from './panel-deps.ts';
import type { PanelDeps, PanelOptions } from './panel-deps.ts';
import { categoriesOf, isEnabled, memoryTabs, tabOf } from './tabs.ts';
import type { EnabledTabs } from './tabs.ts';

/** `memory.admin.config`, `.facets`, `.dashboard`: what the panel shows around its lists. */
export function overviewMethods(deps: PanelDeps, options: PanelOptions): readonly GatewayMethod[] {
  const { statistics } = deps.panel;
  const { accountId, tabs, timeZone } = options;
  const allCategories = memoryTabs.flatMap((tab) => categoriesOf(tab, tabs));
  return [
    definePanelMethod(deps, options, {
      name: 'config',
      params: MemoryAdminConfigParams,
      handle: () => toConfig(tabs),
    }),
    definePanelMethod(deps, options, {
      name: 'facets',
      params: MemoryAdminFacetsParams,
      handle: async ({ tab }, { userId }): Promise<MemoryAdminFacets> => {
        const categories = tab === undefined ? allCategories : categoriesOf(tab, tabs);
        const places = await statistics.listPlaces({ accountId, userId }, { categories });
        return { agents: places.agentIds, sessions: places.sessionIds };
      },
    }),
    definePanelMethod(deps, options, {
      name: 'dashboard',
      params: MemoryAdminDashboardParams,
      handle: async ({ agentId, sessionId, timeFrom, timeTo }, { userId }) => {
        const overview = await statistics.overview(
          { accountId, userId },
          {
            categories: allCategories,
            from: timeFrom,
            to: timeTo,
            timeZone,
            ...(agentId === anyAgent ? {} : { agentId }),
            ...(sessionId === undefined ? {} : { sessionId }),
          },
        );
        return { ...toDashboard(overview), timeFromMs: timeFrom, timeToMs: timeTo };
      },
    }),
  ];
}

const anyAgent = '*';

function toConfig(tabs: EnabledTabs): MemoryAdminConfig {
  const ofTab = (tab: MemoryTab): readonly CategoryFilter[] =>
    isEnabled(tab, tabs) ? memoryTabCategories[tab] : [];
  const optionsOf = (tab: MemoryTab) =>
    ofTab(tab).map((category) => ({ category, labelZh: memoryCategoryLabels.zh[category] }));
  return {
    enableFullContextMemory: tabs.full,
    enableSelfImprovingMemory: tabs.self,
    categoryLabelsZh: memoryCategoryLabels.zh,
    categoryLabels: memoryCategoryLabels,
    tabCategories: { user: ofTab('user'), self: ofTab('self'), full: ofTab('full') },
    memoryTypeFilterOptions: {
      user: optionsOf('user'),
      self: optionsOf('self'),
      full: optionsOf('full'),
    },
  };
}

function toDashboard(
  overview: MemoryOverview,
): Omit<MemoryAdminDashboard, 'timeFromMs' | 'timeToMs'> {
  const { total, byCategory, buckets, agents, sessions, importance } = overview;
  const { average: avg, ...classes } = importance;
  const byKind = { user: 0, self: 0, full: 0, other: 0 };
  for (const [category, count] of Object.entries(byCategory)) byKind[tabOf(category)] += count;
  return {
    total,
    byKind,
    byCategory,
    byBucket: buckets.map(({ key, label, count }) => ({ key, label, count })),
    topAgents: agents.top.map(({ name, count }) => ({ agentId: name, count })),
    topSessions: sessions.top.map(({ name, count }) => ({ sessionId: name, count })),
    importance: { ...classes, avg },
    uniqueAgents: agents.unique,
    uniqueSessions: sessions.unique,
  };
}
