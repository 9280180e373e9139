import type { AgentLimits } from '@homarus/agent';
import { machineTimeZone } from '@homarus/base';
import type { Clock, Ids, Logger } from '@homarus/base';
import type { Conversations, MemoryService } from '@homarus/memory';
import type { LanguageModel } from '@homarus/models';
import type { SessionStore } from '@homarus/sessions';

import type { Agents } from '../agents.ts';
import type { Equip } from './equipment.ts';
import type { TurnPlugins } from './turn-plugins.ts';
import type { TurnObserver } from './turn.ts';

export interface TurnsDeps {
  readonly agents: Agents;
  readonly memory: MemoryService;
  readonly sessions: SessionStore;
  readonly model: LanguageModel;
  /** What an agent works with. Default: the tools of memory, and `model`. */
  readonly equip?: Equip;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  /** Default: nobody listens. */
  readonly observe?: TurnObserver;
  /** Default: there are none. */
  readonly plugins?: TurnPlugins | undefined;
  /** Archives what leaves a window. Without it, a window that is full is cut. */
  readonly compaction?: Pick<Conversations, 'prepareCompaction' | 'compact'>;
}

export interface TurnsOptions {
  readonly accountId: string;
  /** IANA name; the zone of dates in prompts and of the tool `now`. */
  readonly timeZone: string;
  /** What a model takes in that does not say, in tokens. */
  readonly contextTokens: number;
  /** How long a turn waits for memory to recall before it goes on without. */
  readonly recallTimeoutMs: number;
  /** How long a turn waits for memory to acknowledge it before it is handed over later. */
  readonly rememberTimeoutMs: number;
  /** How long a turn waits for a compaction before it goes on with a window that is cut. */
  readonly compactTimeoutMs: number;
  /** How long `stop` lets running turns end by themselves before it aborts them. */
  readonly stopGraceMs: number;
  readonly limits?: Partial<AgentLimits>;
}

/** What may be left out of {@link TurnsOptions}, with its defaults. */
export interface TurnsSettings {
  /** IANA name. Default: the zone of the machine. */
  readonly timeZone?: string;
  /** Tokens that a model takes in that does not say. Default 128,000. */
  readonly contextTokens?: number;
  /** Default 150. */
  readonly recallTimeoutMs?: number;
  /** Default 5,000. */
  readonly rememberTimeoutMs?: number;
  /** Default 2,000. */
  readonly compactTimeoutMs?: number;
  /** How long `stop` waits before it aborts running turns. Default 2,000. */
  readonly stopGraceMs?: number;
  readonly limits?: Partial<AgentLimits>;
}

export function toTurnsOptions(accountId: string, settings: TurnsSettings): TurnsOptions {
  return {
    accountId,
    timeZone: settings.timeZone ?? machineTimeZone(),
    contextTokens: settings.contextTokens ?? 128_000,
    recallTimeoutMs: settings.recallTimeoutMs ?? 150,
    rememberTimeoutMs: settings.rememberTimeoutMs ?? 5000,
    compactTimeoutMs: settings.compactTimeoutMs ?? 2000,
    stopGraceMs: settings.stopGraceMs ?? 2000,
    ...(settings.limits === undefined ? {} : { limits: settings.limits }),
  };
}
