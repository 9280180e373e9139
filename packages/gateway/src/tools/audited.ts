import type { Tool } from '@homarus/agent';
import { hasCode } from '@homarus/base';

import type { AuditTrail } from '../audit/audit-trail.ts';
import { findEntry } from './catalog.ts';

/** A tool each call of which stands in the audit log, unless nothing can go wrong with it. */
export function audited(tool: Tool, audit: AuditTrail): Tool {
  const { run, name } = tool;
  if (run === undefined || findEntry(name)?.risk === 'low') return tool;
  return {
    ...tool,
    run: async (input, context) => {
      const { agentId, sessionKey, runId, toolCallId } = context;
      const note = {
        actor: `agent:${agentId}`,
        action: `tool.${name}`,
        target: sessionKey,
        requestId: `${runId}/${toolCallId}`,
      };
      try {
        const result = await run(input, context);
        await audit.note({ ...note, outcome: result.isError === true ? 'failed' : 'ok' });
        return result;
      } catch (error) {
        await audit.note({ ...note, outcome: hasCode(error, 'forbidden') ? 'denied' : 'failed' });
        throw error;
      }
    },
  };
}
