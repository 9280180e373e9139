import type { RepairAnswer, VerifyAnswer } from '@homarus/protocol';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { CareFlags } from '../cli/flags.ts';
import { openMemoryDoor } from './memory-door.ts';

/** `homarus memory verify`: 0 when nothing is wrong, else 1. */
export async function memoryVerify(context: CommandContext, flags: CareFlags): Promise<ExitCode> {
  await using door = await openMemoryDoor(context, flags.home);
  context.tell(context.texts.care.checking);
  const answer = await door.post('/verify', targetOf(flags));
  const report = (await answer.json()) as VerifyAnswer;
  if (flags.json === true) context.say(JSON.stringify(report, undefined, 2));
  else for (const line of verifyLines(context, report)) context.say(line);
  return report.drift === 0 ? 0 : 1;
}

/** `homarus memory repair`: 0 when nothing is wrong afterwards, else 1. */
export async function memoryRepair(context: CommandContext, flags: CareFlags): Promise<ExitCode> {
  if (flags.dryRun === true) return memoryVerify(context, flags);
  await using door = await openMemoryDoor(context, flags.home);
  const { care } = context.texts;
  context.tell(care.checking);
  const answer = await door.post('/repair', targetOf(flags));
  const report = (await answer.json()) as RepairAnswer;
  if (flags.json === true) context.say(JSON.stringify(report, undefined, 2));
  else {
    const { remadeEntries, removedEntries, removedRevisions } = report;
    context.say(care.mended(remadeEntries, removedEntries, removedRevisions));
    for (const line of verifyLines(context, report.left)) context.say(line);
  }
  return report.left.drift === 0 ? 0 : 1;
}

function targetOf({ user, all }: CareFlags): object {
  return { ...(user === undefined ? {} : { userId: user }), ...(all === true ? { all } : {}) };
}

function verifyLines({ texts }: CommandContext, report: VerifyAnswer): readonly string[] {
  const { care } = texts;
  const problems: Readonly<Record<string, string>> = care.problems;
  const found = Object.entries({ ...report.problems, lost_revision: report.lostRevisions });
  return [
    report.drift === 0 ? care.sound(report.checked) : care.drift(report.checked, report.drift),
    ...found.flatMap(([kind, count]) =>
      count === 0 ? [] : [`  ${count}  ${problems[kind] ?? kind}`],
    ),
    ...mirrorLines(texts, report.mirrorDrift ?? 0),
    ...report.damage.map((line) => `  ${care.damage}: ${line}`),
  ];
}

function mirrorLines({ mirror }: CommandContext['texts'], drift: number): readonly string[] {
  return drift === 0 ? [] : [mirror.drift(drift)];
}
