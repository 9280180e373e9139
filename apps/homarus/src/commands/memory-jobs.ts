import { singleLine } from '@homarus/base';
import type { JobAnswer, JobsAnswer } from '@homarus/protocol';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { CareFlags } from '../cli/flags.ts';
import { openMemoryDoor } from './memory-door.ts';

/** What is done with jobs: look at them, try dead ones again, or drop them. */
export type JobAction = 'list' | 'retry' | 'drop';

/** `homarus memory jobs`: retry and drop without ids are about all dead ones. */
export async function memoryJobs(
  context: CommandContext,
  call: { readonly action: JobAction; readonly ids: readonly string[] },
  flags: CareFlags,
): Promise<ExitCode> {
  await using door = await openMemoryDoor(context, flags.home);
  const { action, ids } = call;
  const body = {
    ...(ids.length === 0 ? {} : { ids }),
    ...(flags.user === undefined ? {} : { userId: flags.user }),
    ...(flags.all === true ? { all: true } : {}),
  };
  if (action === 'list' || flags.dryRun === true) {
    const dead = action === 'list' || ids.length > 0 ? {} : { state: 'dead' };
    const answer = await door.post('/jobs', { ...body, ...dead });
    show(context, ((await answer.json()) as JobsAnswer).jobs, flags);
    return 0;
  }
  const answer = await door.post(`/jobs/${action}`, body);
  const done = (await answer.json()) as { readonly retried?: number; readonly dropped?: number };
  const { retried, dropped } = context.texts.care;
  if (flags.json === true) context.say(JSON.stringify(done));
  else context.say(action === 'retry' ? retried(done.retried ?? 0) : dropped(done.dropped ?? 0));
  return 0;
}

function show(context: CommandContext, jobs: readonly JobAnswer[], { json }: CareFlags): void {
  if (json === true) context.say(JSON.stringify(jobs, undefined, 2));
  else if (jobs.length === 0) context.say(context.texts.care.noJobs);
  else for (const job of jobs) context.say(jobLine(context, job));
}

function jobLine({ texts }: CommandContext, job: JobAnswer): string {
  const { id, kind, state, attempts, userId, sessionId, lastError } = job;
  const why = lastError === undefined ? '' : `  ${singleLine(lastError)}`;
  const where = sessionId === undefined ? userId : `${userId}/${sessionId}`;
  return `${id}  ${texts.care.states[state]}  ${kind}  ${where}  ${texts.care.attempts(attempts)}${why}`;
}
