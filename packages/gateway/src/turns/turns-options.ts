import type { AgentLimits } from '@homarus/agent';
import type { Clock, Ids, Logger } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';
import type { LanguageModel } from '@homarus/models';
import type { SessionStore } from '@homarus/sessions';

import type { Agents } from '../agents.ts';
import type { Equip } from './equipment.ts';

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
}

export interface TurnsOptions {
  readonly accountId: string;
  /** IANA name; the zone of dates in prompts and of the tool `now`. */
  readonly timeZone: string;
  /** What the model takes in, in tokens. */
  readonly contextTokens: number;
  /** How long a turn waits for memory to recall before it goes on without. */
  readonly recallTimeoutMs: number;
  /** How long a turn waits for memory to acknowledge it before it is handed over later. */
  readonly rememberTimeoutMs: number;
  /** How long `stop` lets running turns end by themselves before it aborts them. */
  readonly stopGraceMs: number;
  readonly limits?: Partial<AgentLimits>;
}
