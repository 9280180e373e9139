import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

import { silentLogger } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';
import type { ManualClock } from '@homarus/base/testing';
import { offlineModel } from '@homarus/models';
import type { SessionStore } from '@homarus/sessions';
import { memorySessionStore } from '@homarus/sessions/testing';

import { createAgentServices } from '../gateway-agents.ts';
import type { AgentPorts, AgentServices, AgentServicesOptions } from '../gateway-agents.ts';
import type { GatewayAuditRow } from '../audit/audit-trail.ts';
import { createEventHub } from '../rpc/event-hub.ts';
import type { PublishedEvent } from '../rpc/event-hub.ts';
import type { Caller } from '../rpc/method.ts';
import { callAs } from './call-as.ts';
import { memoryAgentStore } from './memory-agent-store.ts';
import { memoryAuditStore } from './memory-audit-store.ts';
import { NotebookMemory } from './notebook-memory.ts';

export interface StartedServices extends Disposable {
  readonly services: AgentServices;
  readonly sessions: SessionStore;
  readonly clock: ManualClock;
  /** Workspaces are in its `workspaces`. */
  readonly dataFolder: string;
  readonly audit: readonly GatewayAuditRow[];
  readonly events: readonly PublishedEvent[];
  /** Calls a method without a socket, as the owner. */
  readonly call: (name: string, params?: unknown, caller?: Partial<Caller>) => Promise<unknown>;
}

/** The agents' part of a gateway over parts in memory and a folder of its own. */
export function startServices(
  options: Partial<AgentServicesOptions> = {},
  ports: Partial<AgentPorts> = {},
): StartedServices {
  const dataFolder = mkdtempSync(`${tmpdir()}/homarus-services-`);
  const clock = manualClock();
  const audit = memoryAuditStore();
  const sessions = memorySessionStore();
  const events: PublishedEvent[] = [];
  const hub = createEventHub((error) => {
    throw error;
  });
  hub.listen((event) => events.push(event));
  const services = createAgentServices(
    {
      agentStore: memoryAgentStore(),
      auditStore: audit,
      memory: new NotebookMemory(),
      sessions,
      model: offlineModel(),
      clock,
      ids: sequentialIds(),
      log: silentLogger,
      hub,
      ...ports,
    },
    {
      version: '1.2.3',
      dataFolder,
      accountId: 'acct',
      timeZone: 'Asia/Shanghai',
      contextTokens: 128_000,
      ...options,
    },
  );
  return {
    services,
    sessions,
    clock,
    dataFolder,
    audit: audit.rows,
    events,
    call: async (name, params = {}, caller = {}) => {
      const method = services.methods.find((known) => known.name === name);
      if (method === undefined) throw new Error(`There is no method ${name}.`);
      return method.invoke(params, callAs(caller));
    },
    [Symbol.dispose]: () => rmSync(dataFolder, { recursive: true, force: true }),
  };
}
