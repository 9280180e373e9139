import type { Command } from 'commander';

import type { ChatFlags } from '../../commands/chat.ts';
import type { CommandContext } from '../context.ts';
import { addAgents } from './agents-commands.ts';
import { addApprovals } from './approvals-commands.ts';
import { addCare } from './care-commands.ts';
import { addCron } from './cron-commands.ts';
import { addDevices } from './devices-commands.ts';
import type { Exit } from './remote-command.ts';
import { addSessions } from './sessions-commands.ts';
import { addTools } from './tools-commands.ts';

/** The commands that speak to a running gateway. */
export function addRemote(program: Command, context: CommandContext, exit: Exit): void {
  addChat(program, context, exit);
  const deps = { context, exit };
  for (const add of [
    addCare,
    addSessions,
    addAgents,
    addCron,
    addTools,
    addApprovals,
    addDevices,
  ]) {
    add(program, deps);
  }
}

function addChat(program: Command, context: CommandContext, exit: Exit): void {
  const { help, remote } = context.texts;
  program
    .command('chat')
    .description(help.chat)
    .option('--session <key>', remote.help.session)
    .option('--url <address>', remote.help.url)
    .option('--token <secret>', remote.help.token)
    .option('--home <folder>', help.home)
    .action(async (flags: ChatFlags) => {
      const { chat } = await import('../../commands/chat.ts');
      exit(await chat(context, flags));
    });
}
