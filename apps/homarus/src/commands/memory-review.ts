import type { ReviewAnswer } from '@homarus/protocol';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import { withMemoryApi } from './memory-api.ts';
import type { MemoryFlags } from './memory-api.ts';

export interface ReviewFlags extends MemoryFlags {
  readonly last?: true;
}

/** `homarus memory review`: a review now, or the report of the last one. */
export async function memoryReview(context: CommandContext, flags: ReviewFlags): Promise<ExitCode> {
  const method = flags.last === true ? 'GET' : 'POST';
  const { report, finishedAt } = await withMemoryApi(context, flags, async (call, timeZone) => {
    const answer = (await call(method, 'review')) as ReviewAnswer;
    return { report: answer, finishedAt: secondOf(answer.finishedAt, timeZone) };
  });
  if (flags.json === true) {
    context.say(JSON.stringify(report, undefined, 2));
    return 0;
  }
  const { library } = context.texts;
  context.say(library.reviewed(finishedAt, report));
  for (const { kept, gone, content } of report.merged) {
    context.say(library.merged(gone, kept, content));
  }
  return 0;
}

/** `2026-11-21 08:30:00`. */
function secondOf(instant: number, timeZone: string): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone });
}
