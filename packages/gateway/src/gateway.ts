import type { Clock, Ids, Logger } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';
import type { LanguageModel } from '@homarus/models';
import type { SessionStore } from '@homarus/sessions';

import { createAgents } from './agents.ts';
import type { AgentSettings } from './agents.ts';
import { createApp } from './http/app.ts';
import type { GatewayAuth } from './http/auth.ts';
import { createEventHub } from './rpc/event-hub.ts';
import { createTurnEvents } from './turn-events/turn-events.ts';
import { createTurns } from './turns/turns.ts';
import { toTurnsOptions } from './turns/turns-options.ts';
import type { TurnsDeps, TurnsSettings } from './turns/turns-options.ts';

export interface GatewayDeps {
  readonly memory: MemoryService;
  readonly sessions: SessionStore;
  readonly model: LanguageModel;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  /** Archives what leaves a window. Without it, a window that is full is cut. */
  readonly compaction?: NonNullable<TurnsDeps['compaction']>;
}

export interface GatewayOptions extends TurnsSettings {
  readonly version: string;
  /** Mode `none` is for a socket on the loopback interface only. */
  readonly auth: GatewayAuth;
  /** Default `acct-demo`. */
  readonly accountId?: string;
  /** Whose memory a call without `user` uses. Default `u-default`. */
  readonly defaultUserId?: string;
  /** The first is the default. Default: one agent, `main`. */
  readonly agents?: readonly AgentSettings[];
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
  /** Settles what an earlier process left behind; to be called once, before the first request. */
  recover(): Promise<void>;
  /** Refuses new turns, ends the running ones, and resolves when they have been logged. */
  stop(): Promise<void>;
}

/** Sessions, agents and their doors over HTTP. */
export function createGateway(deps: GatewayDeps, options: GatewayOptions): Gateway {
  const { accountId = 'acct-demo' } = options;
  const agents = createAgents(options.agents ?? []);
  const hub = createEventHub((error) => deps.log.error('An event was lost', { error }));
  const observe = createTurnEvents({ ...deps, hub });
  const turns = createTurns({ ...deps, agents, observe }, toTurnsOptions(accountId, options));
  const app = createApp(
    { ...deps, agents, turns },
    {
      version: options.version,
      auth: options.auth,
      accountId,
      defaultUserId: options.defaultUserId ?? 'u-default',
      pageFolder: options.pageFolder,
      maxBodyBytes: options.maxBodyBytes ?? 16 * 1024 * 1024,
      keepAliveMs: options.keepAliveMs ?? 15_000,
    },
  );
  return {
    fetch: async (request) => app.fetch(request),
    recover: () => turns.recover(),
    stop: () => turns.stop(),
  };
}
