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
import { cronTools, joinCron } from './gateway-cron.ts';
import type { CronPorts } from './gateway-cron.ts';
import { createGatewayRpc } from './gateway-rpc.ts';
import type { RpcSettings } from './gateway-rpc.ts';
import { chatMethods } from './methods/chat/index.ts';
import { createEventHub } from './rpc/event-hub.ts';
import { joinSessionMethods } from './gateway-sessions.ts';
import { startRun } from './methods/chat/start-run.ts';
import { observeTurns } from './methods/sessions/index.ts';
import type { ModelCost } from './methods/sessions/index.ts';
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
  /** Without it nothing is scheduled, and there is no `cron.*`. */
  readonly cron?: CronPorts;
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
  const moreTools = cronTools(deps, timeZone, () => scheduled.cron);
  const services = createAgentServices(
    { ...deps, hub, moreTools },
    { ...options, accountId, timeZone },
  );
  const { agents, equip } = services;
  const turns = createTurns(
    { ...deps, agents, equip, observe: (heard) => observers.forEach((observe) => observe(heard)) },
    turnsOptions,
  );
  const scheduled = joinCron({ ...deps, agents, turns, hub }, turnsOptions);
  const { cron } = scheduled;
  const parts = { ...deps, agents, turns, hub, cron };
  const app = createApp(parts, toAppOptions(options, accountId, defaultUserId));
  const chat = {
    accountId,
    contextTokens,
    canSee: options.canSee ?? false,
    ...attachmentsOf(deps),
  };
  const methods = [
    ...services.methods,
    ...scheduled.methods,
    ...chatMethods(parts, chat),
    ...joinSessionMethods(
      { ...parts, startRun: (caller, wish) => startRun({ ...parts, ...chat }, caller, wish) },
      turnsOptions,
      options.modelCosts,
    ),
  ];
  const rpc = createGatewayRpc(
    { ...parts, methods, deviceStore: deps.devices },
    { ...options, accountId, userId: defaultUserId },
  );
  return {
    fetch: async (request) => app.fetch(request),
    upgrade: rpc.upgrade,
    async recover() {
      await services.load();
      await turns.recover();
      cron?.start();
    },
    async stop() {
      rpc.announceStop();
      await Promise.all([cron?.stop(), turns.stop()]);
      await rpc.close();
    },
  };
}

function attachmentsOf({ saveAttachment }: GatewayDeps): Pick<GatewayDeps, 'saveAttachment'> {
  return saveAttachment === undefined ? {} : { saveAttachment };
}

function toAppOptions(options: GatewayOptions, accountId: string, defaultUserId: string) {
  return {
    version: options.version,
    auth: options.auth,
    accountId,
    defaultUserId,
    pageFolder: options.pageFolder,
    maxBodyBytes: options.maxBodyBytes ?? 16 * 1024 * 1024,
    keepAliveMs: options.keepAliveMs ?? 15_000,
  };
}
