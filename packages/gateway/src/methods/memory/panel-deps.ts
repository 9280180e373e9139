import { httpStatusOf } from '@homarus/base';
import type { AppError, Clock, Ids } from '@homarus/base';
import type { MemoryAccess, MemoryService, Scope } from '@homarus/memory';
import type { MemoryAdminFailure } from '@homarus/protocol';
import type * as v from 'valibot';

import { noteCall } from '../../audit/actor.ts';
import type { AuditTrail } from '../../audit/audit-trail.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod, MethodCall } from '../../rpc/method.ts';
import type { EnabledTabs } from './tabs.ts';

/** The parts of the memory that a person works with by hand. */
export type MemoryPanel = Pick<
  MemoryAccess,
  'library' | 'conversations' | 'vectors' | 'maintenance' | 'transfer' | 'statistics'
>;

export interface PanelDeps {
  readonly panel: MemoryPanel;
  readonly memory: MemoryService;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface PanelOptions {
  readonly accountId: string;
  /** In which days are meant. */
  readonly timeZone: string;
  readonly tabs: EnabledTabs;
}

/** One call of `memory.admin.*`. */
export interface PanelCall extends MethodCall {
  /** Whose memory is meant; another person's when the parameters name one. */
  readonly userId: string;
  /** That person's memory as one agent sees it. */
  scope(agentId: string): Scope;
}

export interface PanelMethod<S extends v.GenericSchema> {
  /** What stands behind `memory.admin.`. */
  readonly name: string;
  readonly params: S;
  readonly handle: (params: v.InferOutput<S>, call: PanelCall) => unknown;
  /** What is changed, for the audit log; absent for what only reads. */
  readonly target?: (params: v.InferOutput<S>) => string;
}

/** `memory.admin.<name>`: for the owner, its changes in the audit log, its failures with their status. */
export function definePanelMethod<const S extends v.GenericSchema>(
  { audit }: Pick<PanelDeps, 'audit'>,
  { accountId }: Pick<PanelOptions, 'accountId'>,
  method: PanelMethod<S>,
): GatewayMethod {
  const { params, handle, target } = method;
  const name = `memory.admin.${method.name}`;
  return defineMethod({
    name,
    scope: 'operator.admin',
    params,
    failurePayload,
    handle: async (given, call) => {
      const userId = personOf(given) ?? call.caller.userId;
      const scope = (agentId: string): Scope => ({ accountId, userId, agentId });
      const answer = await handle(given, { ...call, userId, scope });
      if (target !== undefined)
        await noteCall(audit, call, { action: name, target: target(given) });
      return answer;
    },
  });
}

function failurePayload({ code, message }: AppError): MemoryAdminFailure {
  return { error: message, status: httpStatusOf(code) };
}

function personOf(params: unknown): string | undefined {
  const { userId } = params as { readonly userId?: string | undefined };
  return userId;
}
