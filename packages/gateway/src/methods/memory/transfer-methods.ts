import { MemoryAdminExportParams, MemoryAdminImportParams } from '@homarus/protocol';

import type { GatewayMethod } from '../../rpc/method.ts';
import { createChunkedTransfer } from './chunked-transfer.ts';
import { definePanelMethod } from './panel-deps.ts';
import type { PanelDeps, PanelOptions } from './panel-deps.ts';

/** `memory.admin.export`, `.import`: the lines of a memory, some at a time. */
export function transferMethods(deps: PanelDeps, options: PanelOptions): readonly GatewayMethod[] {
  const transfer = createChunkedTransfer(deps.panel.transfer, deps.ids);
  const { accountId } = options;
  return [
    definePanelMethod(deps, options, {
      name: 'export',
      params: MemoryAdminExportParams,
      target: ({ userId }) => userId ?? accountId,
      handle: ({ exportId, userId }) =>
        exportId === undefined
          ? transfer.beginExport({ accountId, ...(userId === undefined ? {} : { userId }) })
          : transfer.continueExport(exportId),
    }),
    definePanelMethod(deps, options, {
      name: 'import',
      params: MemoryAdminImportParams,
      target: () => accountId,
      handle: async ({ lines, isLast, dryRun = false, adopt = false, ...sent }) => {
        const importId = sent.importId ?? transfer.beginImport({ accountId }, { dryRun, adopt });
        await transfer.continueImport(importId, lines);
        return isLast ? { importId, report: await transfer.endImport(importId) } : { importId };
      },
    }),
  ];
}
