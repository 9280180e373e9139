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
  const report = await withMemoryApi(
    context,
    flags,
    (call) => call(method, 'review') as Promise<ReviewAnswer>,
  );
  if (flags.json === true) {
    context.say(JSON.stringify(report, undefined, 2));
    return 0;
  }
  const { library } = context.texts;
  context.say(library.reviewed(new Date(report.finishedAt).toLocaleString('sv-SE'), report));
  for (const { kept, gone, content } of report.merged) {
    context.say(library.merged(gone, kept, content));
  }
  return 0;
}
