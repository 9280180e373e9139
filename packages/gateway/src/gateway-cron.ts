import type { Tool } from '@homarus/agent';
import type { Clock, Ids, Logger } from '@homarus/base';
import { createCron } from '@homarus/jobs';
import type { Cron, CronDesk, CronStore } from '@homarus/jobs';
import type { JobStore } from '@homarus/memory';
import type { SessionStore } from '@homarus/sessions';

import type { Agents } from './agents.ts';
import { createCronRunner } from './cron/cron-runner.ts';
import { cronMethods } from './methods/cron/index.ts';
import { toEventShape } from './methods/cron/shapes.ts';
import type { EventHub } from './rpc/event-hub.ts';
import type { GatewayMethod } from './rpc/method.ts';
import { cronTool } from './tools/cron.ts';
import type { Turns } from './turns/turns.ts';
import type { TurnsOptions } from './turns/turns-options.ts';

/** What scheduled jobs need from outside. */
export interface CronPorts {
  readonly store: CronStore;
  /** The durable queue of the same database. */
  readonly jobs: JobStore;
}

export interface CronParts {
  readonly cron?: CronPorts;
  readonly agents: Agents;
  readonly turns: Turns;
  readonly sessions: SessionStore;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
}

/** The tool of agents; the schedule, which is made after the tools, is asked for with each call. */
export function cronTools(
  { cron: ports, clock }: Pick<CronParts, 'cron' | 'clock'>,
  timeZone: string,
  getCron: () => Cron | undefined,
): readonly Tool[] {
  if (ports === undefined) return [];
  const desk = (): CronDesk => {
    const cron = getCron();
    if (cron === undefined) throw new Error('The schedule was asked for where there is none.');
    return cron.desk;
  };
  return [cronTool({ desk, clock, timeZone })];
}

export interface JoinedCron {
  /** Absent where nothing can be scheduled. */
  readonly cron: Cron | undefined;
  readonly methods: readonly GatewayMethod[];
}

/** Scheduled jobs that run as turns of this gateway, and their methods. */
export function joinCron(
  parts: CronParts,
  { accountId, timeZone, stopGraceMs }: TurnsOptions,
): JoinedCron {
  const { hub, ids, cron: ports } = parts;
  if (ports === undefined) return { cron: undefined, methods: [] };
  const cron = createCron(
    {
      ...parts,
      ...ports,
      run: createCronRunner(parts, accountId),
      onEvent: (event) => hub.publish('cron', toEventShape(event)),
    },
    // Turns are aborted after their grace; then they have time to be logged.
    { accountId, stopMs: stopGraceMs + 1000 },
  );
  const processInstanceId = ids.next('request');
  return { cron, methods: cronMethods({ ...parts, cron, timeZone, processInstanceId }) };
}
