import type { Clock, Ids } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';

import type { Agents } from './agents.ts';
import type { AuditTrail } from './audit/audit-trail.ts';
import { memoryPanelMethods, memorySearchMethods } from './methods/memory/index.ts';
import type { EnabledTabs, MemoryPanel } from './methods/memory/index.ts';
import type { GatewayPlugins } from './plugins/gateway-plugins.ts';
import type { GatewayMethod } from './rpc/method.ts';

export interface MemoryParts {
  readonly memory: MemoryService;
  readonly memoryPanel?: MemoryPanel;
  readonly agents: Agents;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly plugins?: Pick<GatewayPlugins, 'searchMemory' | 'memoryPlugin'> | undefined;
}

export interface MemoryMethodsOptions {
  readonly accountId: string;
  readonly timeZone: string;
  readonly memoryTabs?: EnabledTabs;
}

/** `memory.*` over the memory of this gateway; those of the panel only where its parts are there. */
export function joinMemoryMethods(
  { memoryPanel: panel, ...parts }: MemoryParts,
  { accountId, timeZone, memoryTabs = { full: true, self: true } }: MemoryMethodsOptions,
): readonly GatewayMethod[] {
  const search = memorySearchMethods(parts, { accountId });
  if (panel === undefined) return search;
  const options = { accountId, timeZone, tabs: memoryTabs };
  return [...search, ...memoryPanelMethods({ ...parts, panel }, options)];
}
