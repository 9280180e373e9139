import type { GatewayMethod } from '../../rpc/method.ts';
import { careMethods } from './care-methods.ts';
import { changeMethods } from './change-methods.ts';
import { listMethods } from './list-methods.ts';
import { overviewMethods } from './overview-methods.ts';
import type { PanelDeps, PanelOptions } from './panel-deps.ts';
import { readMethods } from './read-methods.ts';
import { transferMethods } from './transfer-methods.ts';

export { memorySearchMethods } from './search-methods.ts';
export type { MemoryPanel, PanelDeps, PanelOptions } from './panel-deps.ts';
export type { EnabledTabs } from './tabs.ts';

/** `memory.admin.*`: the memory panel. */
export function memoryPanelMethods(
  deps: PanelDeps,
  options: PanelOptions,
): readonly GatewayMethod[] {
  return [
    ...overviewMethods(deps, options),
    ...listMethods(deps, options),
    ...changeMethods(deps, options),
    ...readMethods(deps, options),
    ...careMethods(deps, options),
    ...transferMethods(deps, options),
  ];
}
