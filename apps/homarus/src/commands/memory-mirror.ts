import type { MirrorAnswer } from '@homarus/protocol';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { CareFlags } from '../cli/flags.ts';
import { openMemoryDoor } from './memory-door.ts';

export type MirrorAction = 'status' | 'sync' | 'rebuild';

/** `homarus memory mirror status|sync|rebuild`: 0 when the tree shows what is known, else 1. */
export async function memoryMirror(
  context: CommandContext,
  action: MirrorAction,
  flags: CareFlags,
): Promise<ExitCode> {
  await using door = await openMemoryDoor(context, flags.home);
  const { user, all } = flags;
  const target = { ...(user === undefined ? {} : { userId: user }), ...(all && { all }) };
  const answer = await door.post(`/mirror/${action}`, target);
  const status = (await answer.json()) as MirrorAnswer;
  if (flags.json === true) context.say(JSON.stringify(status, undefined, 2));
  else for (const line of linesOf(context, status)) context.say(line);
  const { memories, shown } = status.check;
  return status.failure === null && status.problems.length === 0 && memories === shown ? 0 : 1;
}

function linesOf({ texts }: CommandContext, status: MirrorAnswer): readonly string[] {
  const { mirror } = texts;
  if (!status.isOn) return [mirror.off];
  const { check, failure, problems } = status;
  return [
    mirror.place(status.place),
    mirror.shown(check.shown, check.memories),
    ...(check.pending > 0 ? [mirror.pending(check.pending)] : []),
    ...(check.edited > 0 ? [mirror.edited(check.edited)] : []),
    ...(check.missing > 0 ? [mirror.missing(check.missing)] : []),
    ...(failure === null ? [] : [mirror.failure(failure)]),
    ...problems.map(({ path, kind, reason }) => {
      const why = reason === '' ? mirror.kinds[kind] : `${mirror.kinds[kind]}: ${reason}`;
      return `  ${path}  ${why}`;
    }),
  ];
}
