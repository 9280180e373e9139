import type { CronJobShape, GatewayMethods } from '@homarus/protocol';

import { emptySchedule, fromSchedule, toSchedule } from './schedule-draft.ts';
import type { ScheduleDraft } from './schedule-draft.ts';

export const missedPolicies = ['once', 'all', 'skip'] as const;

/** A task as its form has it. */
export interface TaskDraft {
  readonly name: string;
  readonly agentId: string;
  readonly message: string;
  /** In the main conversation of the agent, else in a new one for each run. */
  readonly isInMain: boolean;
  /** Whether the answer of a run of its own is told in the main conversation. */
  readonly isAnnounced: boolean;
  readonly missed: (typeof missedPolicies)[number];
  readonly schedule: ScheduleDraft;
  /** Empty: that of the agent. */
  readonly model: string;
}

export function emptyTask(agentId: string, timeZone: string): TaskDraft {
  return {
    name: '',
    agentId,
    message: '',
    isInMain: false,
    isAnnounced: true,
    missed: 'once',
    schedule: emptySchedule(timeZone),
    model: '',
  };
}

export function fromJob(job: CronJobShape, timeZone: string): TaskDraft {
  const { payload } = job;
  const isTurn = payload.kind === 'agentTurn';
  return {
    name: job.name,
    agentId: job.agentId,
    message: isTurn ? payload.message : payload.text,
    isInMain: job.sessionTarget === 'main',
    isAnnounced: job.delivery.mode === 'announce',
    missed: job.missed ?? 'once',
    schedule: fromSchedule(job.schedule, timeZone),
    model: isTurn ? (payload.model ?? '') : '',
  };
}

/** Undefined while something is missing. `target`: where the runs of a known task take place. */
export function toJob(
  draft: TaskDraft,
  target = 'isolated',
): GatewayMethods['cron.add']['params'] | undefined {
  const { name, agentId, message, isInMain, isAnnounced, missed, model } = draft;
  const schedule = toSchedule(draft.schedule);
  if (schedule === undefined || name.trim() === '' || message.trim() === '') return undefined;
  const common = { name: name.trim(), agentId, schedule, missed };
  if (isInMain) {
    const payload = { kind: 'systemEvent', text: message } as const;
    return { ...common, sessionTarget: 'main', payload };
  }
  return {
    ...common,
    sessionTarget: target === 'main' ? 'isolated' : target,
    payload: { kind: 'agentTurn', message, ...(model === '' ? {} : { model }) },
    delivery: { mode: isAnnounced ? 'announce' : 'none' },
  };
}
