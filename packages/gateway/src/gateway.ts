import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import type { Clock, Ids, Logger } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';
import type { LanguageModel } from '@homarus/models';
import type { SessionStore } from '@homarus/sessions';

import type { AgentSettings } from './agents.ts';
import type { SaveAttachment } from './attachments/read-attachments.ts';
import type { DeviceStore } from './devices/device-store.ts';
import { createApp } from './http/app.ts';
import type { GatewayAuth } from './http/auth.ts';
import { createAgentServices } from './gateway-agents.ts';
import type { AgentPorts, AgentServicesOptions } from './gateway-agents.ts';
import { createGatewayRpc } from './gateway-rpc.ts';
import type { RpcSettings } from './gateway-rpc.ts';
import { chatMethods } from './methods/chat/index.ts';
import { createEventHub } from './rpc/event-hub.ts';
import { joinSessionMethods } from './gateway-sessions.ts';
import { startRun } from './methods/chat/start-run.ts';
import { observeTurns } from './methods/sessions/index.ts';
import type { ModelCost } from './methods/sessions/index.ts';
import type { GatewayMethod } from './rpc/method.ts';
import { createTurnEvents } from './turn-events/turn-events.ts';
import { createTurns } from './turns/turns.ts';
import { toTurnsOptions } from './turns/turns-options.ts';
import type { TurnsDeps, TurnsSettings } from './turns/turns-options.ts';

export interface GatewayDeps extends AgentPorts {
  readonly memory: MemoryService;
  readonly sessions: SessionStore;
  readonly devices: DeviceStore;
  readonly model: LanguageModel;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  /** Archives what leaves a window. Without it, a window that is full is cut. */
  readonly compaction?: NonNullable<TurnsDeps['compaction']>;
  /** Without it, attachments that are no pictures are refused. */
  readonly saveAttachment?: SaveAttachment;
}

export interface GatewayOptions extends RpcSettings, TurnsSettings, AgentServicesOptions {
  readonly version: string;
  /** Mode `none` is for a socket on the loopback interface only. */
  readonly auth: GatewayAuth;
  /** Default `acct-demo`. */
  readonly accountId?: string;
  /** Whose memory a call without `user` uses. Default `u-default`. */
  readonly defaultUserId?: string;
  /** The first is the default. Default: one agent, `main`. */
  readonly agents?: readonly AgentSettings[];
  /** By `<provider>/<model>`. What is not named counts as free, and `sessions.usage` says so. */
  readonly modelCosts?: Readonly<Record<string, ModelCost>>;
  /** Whether the model takes pictures in. Default false. */
  readonly canSee?: boolean;
  /** The folder of the page at `/`. Default: no page. */
  readonly pageFolder?: string;
  /** Default 16 MB. */
  readonly maxBodyBytes?: number;
  /** Silence after which a stream says that it is alive. Default 15,000. */
  readonly keepAliveMs?: number;
}

/** The gateway without its sockets. */
export interface Gateway {
  /** What WebSocket connections may call, each with its schema and its scope. */
  readonly methods: readonly GatewayMethod[];
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
  const { accountId = 'acct-demo', defaultUserId = 'u-default' } = options;
  const hub = createEventHub((error) => deps.log.error('An event was lost', { error }));
  const observers = [createTurnEvents({ ...deps, hub }), observeTurns({ ...deps, hub })];
  const turnsOptions = toTurnsOptions(accountId, options);
  const { contextTokens, timeZone } = turnsOptions;
  const services = createAgentServices({ ...deps, hub }, { ...options, accountId, timeZone });
  const { agents, equip } = services;
  const turns = createTurns(
    { ...deps, agents, equip, observe: (heard) => observers.forEach((observe) => observe(heard)) },
    turnsOptions,
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
  const parts = { ...deps, agents, turns, hub };
  const chat = {
    accountId,
    contextTokens,
    canSee: options.canSee ?? false,
    ...(deps.saveAttachment === undefined ? {} : { saveAttachment: deps.saveAttachment }),
  };
  const methods = [
    ...services.methods,
    ...chatMethods(parts, chat),
    ...joinSessionMethods(
      { ...parts, startRun: (caller, wish) => startRun({ ...parts, ...chat }, caller, wish) },
      turnsOptions,
      options.modelCosts,
    ),
  ];
  const rpc = createGatewayRpc(
    { ...deps, agents, turns, hub, methods, deviceStore: deps.devices },
    { ...options, accountId, userId: defaultUserId },
  );
  return {
    fetch: async (request) => app.fetch(request),
    methods: rpc.methods,
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
