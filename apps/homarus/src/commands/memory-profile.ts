import type { ProfileAnswer } from '@homarus/protocol';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import { withMemoryApi } from './memory-api.ts';
import type { MemoryFlags } from './memory-api.ts';

const sections = ['facts', 'preferences', 'decisions', 'behaviours'] as const;

/** `homarus memory profile`: who the person is, as far as it is known. */
export async function memoryProfile(
  context: CommandContext,
  flags: MemoryFlags,
): Promise<ExitCode> {
  const profile = await withMemoryApi(
    context,
    flags,
    (call) => call('GET', 'profile') as Promise<ProfileAnswer>,
  );
  if (flags.json === true) {
    context.say(JSON.stringify(profile, undefined, 2));
    return 0;
  }
  const { mirror } = context.texts;
  const known = sections.filter((section) => profile[section].length > 0);
  if (known.length === 0) context.say(mirror.noProfile);
  for (const section of known) {
    context.say(mirror.sections[section]);
    for (const { id, content } of profile[section]) context.say(`  ${id}  ${content}`);
  }
  return 0;
}
