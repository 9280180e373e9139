import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import type { Clock, Ids, Logger } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';
import type { ServerMetrics, TokenStats } from '@homarus/metrics';
import type { EmbeddingModel, LanguageModel } from '@homarus/models';
import type { SessionStore } from '@homarus/sessions';

import type { AgentSettings } from './agents.ts';
import type { DeviceStore } from './devices/device-store.ts';
import { toAppOptions } from './http/app-options.ts';
import type { AppSettings } from './http/app-options.ts';
import { createHttpDoors } from './http/http-doors.ts';
import { callerOfHooks } from './http/hooks/caller-of-hooks.ts';
import { createAgentServices } from './gateway-agents.ts';
import type { AgentPorts, AgentServicesOptions } from './gateway-agents.ts';
import { joinMethods } from './gateway-methods.ts';
import { cronTools, joinCron } from './gateway-cron.ts';
import type { CronPorts } from './gateway-cron.ts';
import { createGatewayRpc } from './gateway-rpc.ts';
import type { RpcSettings } from './gateway-rpc.ts';
import { createEventHub } from './rpc/event-hub.ts';
import type { EventHub } from './rpc/event-hub.ts';
import type { Caller, GatewayMethod } from './rpc/method.ts';
import type { EnabledTabs, MemoryPanel } from './methods/memory/index.ts';
import { startRun } from './methods/chat/start-run.ts';
import type { RunWish, StartedRun } from './methods/chat/start-run.ts';
import { observeTurns } from './methods/sessions/index.ts';
import type { NodeExchange } from './plugins/gateway-plugins.ts';
import { createTurnEvents } from './turn-events/turn-events.ts';
import type { TurnObserver } from './turns/turn.ts';
import { createTurns } from './turns/turns.ts';
import { toTurnsOptions } from './turns/turns-options.ts';
import type { TurnsDeps, TurnsSettings } from './turns/turns-options.ts';

export interface GatewayDeps extends AgentPorts {
  readonly memory: MemoryService;
  /** What `memory.admin.*` works with. Default: these methods do not exist. */
  readonly memoryPanel?: MemoryPanel;
  readonly sessions: SessionStore;
  readonly devices: DeviceStore;
  readonly model: LanguageModel;
  /** The memory's embedding model, for `POST /v1/embeddings`. */
  readonly embedding?: EmbeddingModel;
  /** What is measured, for `GET /metrics`. Default: the path does not exist. */
  readonly metrics?: ServerMetrics;
  readonly tokenStats?: TokenStats;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  /** Archives what leaves a window. Without it, a window that is full is cut. */
  readonly compaction?: NonNullable<TurnsDeps['compaction']>;
  /** Without it nothing is scheduled, and there is no `cron.*`. */
  readonly cron?: CronPorts;
}

export interface GatewayOptions
  extends AppSettings, RpcSettings, TurnsSettings, AgentServicesOptions {
  /** Default `acct-demo`. */
  readonly accountId?: string;
  /** Whose memory a call without `user` uses. Default `u-default`. */
  readonly defaultUserId?: string;
  /** The first is the default. Default: one agent, `main`. */
  readonly agents?: readonly AgentSettings[];
  /** Which tabs the memory panel has, beside the one about the person. Default: all. */
  readonly memoryTabs?: EnabledTabs;
}

/** The gateway without its sockets. */
export interface Gateway {
  /** What WebSocket connections may call, each with its schema and its scope. */
  readonly methods: readonly GatewayMethod[];
  /**
   * Answers one request; plugins answer theirs through `exchange`. Wrong secrets are counted by
   * `address`, where the connection comes from; without it all callers are one. Never rejects.
   */
  fetch(request: Request, address?: string, exchange?: NodeExchange): Promise<Response>;
  /** Answers with the page alone, for a port of its own. Never rejects. */
  fetchPage(request: Request, address?: string): Promise<Response>;
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

type StartRun = (caller: Caller, wish: RunWish) => Promise<StartedRun>;

/** Sessions, agents and their doors over HTTP and WebSocket. */
export function createGateway(deps: GatewayDeps, options: GatewayOptions): Gateway {
  const { accountId = 'acct-demo', defaultUserId = 'u-default' } = options;
  const { plugins } = deps;
  const hub = createEventHub((error) => deps.log.error('An event was lost', { error }));
  if (plugins !== undefined) hub.listen(plugins.hear);
  const turnsOptions = toTurnsOptions(accountId, options);
  const moreTools = cronTools(deps, turnsOptions.timeZone, () => scheduled.cron);
  const services = createAgentServices(
    { ...deps, hub, moreTools },
    { ...options, ...turnsOptions },
  );
  const { agents, equip } = services;
  const turns = createTurns(
    { ...deps, plugins: plugins?.turns, agents, equip, observe: createObserver({ ...deps, hub }) },
    turnsOptions,
  );
  const scheduled = joinCron({ ...deps, agents, turns, hub }, turnsOptions);
  const { cron } = scheduled;
  const base = { ...deps, ...services, turns, hub, cron, scheduled: scheduled.methods };
  const start: StartRun = (caller, wish) => startRun({ ...base, accountId }, caller, wish);
  const parts = { ...base, startRun: start };
  const startHook = (wish: RunWish) => start(callerOfHooks(defaultUserId), wish);
  const doors = createHttpDoors(
    { ...parts, startHook, runTool: services.runTool },
    toAppOptions(options, { accountId, defaultUserId }),
    options.attempts,
  );
  const rpc = createGatewayRpc(
    { ...parts, methods: joinMethods(parts, options, turnsOptions), deviceStore: deps.devices },
    { ...options, accountId, userId: defaultUserId },
  );
  return {
    methods: rpc.methods,
    fetch: (request, address = '', exchange) => doors.fetch(request, address, exchange),
    fetchPage: (request, address = '') => doors.fetchPage(request, address),
    upgrade: rpc.upgrade,
    async recover() {
      await services.load();
      await turns.recover();
      cron?.start();
      await plugins?.start();
    },
    async stop() {
      rpc.announceStop();
      await Promise.all([cron?.stop(), turns.stop()]);
      await plugins?.stop();
      await rpc.close();
    },
  };
}

/** Tells everybody who listens what happens in turns: clients, the list of sessions, plugins. */
function createObserver(deps: GatewayDeps & { readonly hub: EventHub }): TurnObserver {
  const observers = [
    createTurnEvents(deps),
    observeTurns(deps),
    ...(deps.plugins === undefined ? [] : [deps.plugins.observe]),
  ];
  return (heard) => observers.forEach((observe) => observe(heard));
}
