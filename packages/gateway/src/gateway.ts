import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import type { AgentLimits } from '@homarus/agent';
import type { Clock, Ids, Logger } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';
import type { LanguageModel } from '@homarus/models';
import type { SessionStore } from '@homarus/sessions';

import type { AgentSettings } from './agents.ts';
import { createApp } from './http/app.ts';
import type { GatewayAuth } from './http/auth.ts';
import { createAgentServices } from './gateway-agents.ts';
import type { AgentPorts, AgentServicesOptions } from './gateway-agents.ts';
import { createGatewayRpc } from './gateway-rpc.ts';
import type { RpcSettings } from './gateway-rpc.ts';
import { createEventHub } from './rpc/event-hub.ts';
import { createTurns } from './turns/turns.ts';

export interface GatewayDeps extends AgentPorts {
  readonly memory: MemoryService;
  readonly sessions: SessionStore;
  readonly model: LanguageModel;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
}

export interface GatewayOptions extends RpcSettings, AgentServicesOptions {
  readonly version: string;
  /** Mode `none` is for a socket on the loopback interface only. */
  readonly auth: GatewayAuth;
  /** Default `acct-demo`. */
  readonly accountId?: string;
  /** Whose memory a call without `user` uses. Default `u-default`. */
  readonly defaultUserId?: string;
  /** The first is the default. Default: one agent, `main`. */
  readonly agents?: readonly AgentSettings[];
  /** IANA name. Default: the zone of the machine. */
  readonly timeZone?: string;
  /** The folder of the page at `/`. Default: no page. */
  readonly pageFolder?: string;
  /** Tokens that the model takes in. Default 128,000. */
  readonly contextTokens?: number;
  /** Default 16 MB. */
  readonly maxBodyBytes?: number;
  /** Default 150. */
  readonly recallTimeoutMs?: number;
  /** Default 5,000. */
  readonly rememberTimeoutMs?: number;
  /** Silence after which a stream says that it is alive. Default 15,000. */
  readonly keepAliveMs?: number;
  /** How long `stop` waits before it aborts running turns. Default 2,000. */
  readonly stopGraceMs?: number;
  readonly limits?: Partial<AgentLimits>;
}

/** The gateway without its sockets. */
export interface Gateway {
  /** Answers one request. Never rejects. */
  fetch(request: Request): Promise<Response>;
  /** Makes a WebSocket of an HTTP connection that asks for one, or refuses it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Settles what an earlier process left behind; to be called once, before the first request. */
  recover(): Promise<void>;
  /**
   * Tells the clients, refuses new turns, ends the running ones, and resolves when they have been
   * logged and the connections are closed.
   */
  stop(): Promise<void>;
}

/** Sessions, agents and their doors over HTTP and WebSocket. */
export function createGateway(deps: GatewayDeps, options: GatewayOptions): Gateway {
  const { accountId = 'acct-demo', defaultUserId = 'u-default', limits } = options;
  const timeZone = options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const hub = createEventHub((error) => deps.log.error('An event was lost', { error }));
  const services = createAgentServices({ ...deps, hub }, { ...options, accountId, timeZone });
  const { agents } = services;
  const turns = createTurns(
    { ...deps, agents, equip: services.equip },
    {
      accountId,
      timeZone,
      contextTokens: options.contextTokens ?? 128_000,
      recallTimeoutMs: options.recallTimeoutMs ?? 150,
      rememberTimeoutMs: options.rememberTimeoutMs ?? 5000,
      stopGraceMs: options.stopGraceMs ?? 2000,
      ...(limits === undefined ? {} : { limits }),
    },
  );
  const app = createApp(
    { ...deps, agents, turns },
    {
      version: options.version,
      auth: options.auth,
      accountId,
      defaultUserId,
      pageFolder: options.pageFolder,
      maxBodyBytes: options.maxBodyBytes ?? 16 * 1024 * 1024,
      keepAliveMs: options.keepAliveMs ?? 15_000,
    },
  );
  const rpc = createGatewayRpc(
    { ...deps, agents, turns, hub, methods: services.methods },
    { ...options, userId: defaultUserId },
  );
  return {
    fetch: async (request) => app.fetch(request),
    upgrade: rpc.upgrade,
    async recover() {
      await services.load();
      await turns.recover();
    },
    async stop() {
      rpc.announceStop();
      await turns.stop();
      await rpc.close();
    },
  };
}
