import type { Command } from 'commander';
import { Option } from 'commander';

import type { AdminFlags } from '../commands/memory-admin.ts';
import type { KeyFlags } from '../commands/memory-keys.ts';
import type { CommandContext, ExitCode } from './context.ts';

type EraseFlags = AdminFlags & { readonly yes?: true };
type Exit = (code: ExitCode) => void;

/** `homarus memory keys|accounts|audit` */
export function addMemoryAdmin(memory: Command, context: CommandContext, exit: Exit): void {
  addKeys(memory, context, exit);
  addAccounts(memory, context, exit);
  addUsers(memory, context, exit);
  withCommon(memory.command('audit').description(context.texts.admin.help.audit), context)
    .option('--account <id>', context.texts.admin.help.account)
    .option('--limit <count>', context.texts.help.limit, '100')
    .action(async (_own: AdminFlags, command: Command) => {
      const { auditList } = await import('../commands/memory-admin.ts');
      exit(await auditList(context, command.optsWithGlobals()));
    });
}

function withCommon(command: Command, { texts }: CommandContext): Command {
  return command
    .option('--json', texts.help.json)
    .addOption(new Option('--home <folder>', texts.help.home));
}

function addKeys(memory: Command, context: CommandContext, exit: Exit): void {
  const { help } = context.texts.admin;
  const keys = memory.command('keys').description(help.keys).helpCommand(false);
  const command = (name: string, description: string): Command =>
    withCommon(keys.command(name).description(description), context).option(
      '--account <id>',
      help.account,
    );
  command('create', help.keysCreate)
    .addOption(new Option('--role <role>', help.role).choices(['root', 'admin', 'member']))
    .option('--user <id>', help.keyUser)
    .option('--label <text>', help.label)
    .action(async (_own: KeyFlags, ran: Command) => {
      const { keysCreate } = await import('../commands/memory-keys.ts');
      exit(await keysCreate(context, ran.optsWithGlobals<KeyFlags>()));
    });
  command('list', help.keysList).action(async (_own: AdminFlags, ran: Command) => {
    const { keysList } = await import('../commands/memory-keys.ts');
    exit(await keysList(context, ran.optsWithGlobals<AdminFlags>()));
  });
  command('revoke', help.keysRevoke)
    .argument('<id>', help.keyId)
    .action(async (id: string, _own: AdminFlags, ran: Command) => {
      const { keysRevoke } = await import('../commands/memory-keys.ts');
      exit(await keysRevoke(context, id, ran.optsWithGlobals<AdminFlags>()));
    });
}

function addUsers(memory: Command, context: CommandContext, exit: Exit): void {
  const { help } = context.texts.admin;
  const users = memory.command('users').description(help.users).helpCommand(false);
  withCommon(users.command('delete').description(help.usersDelete), context)
    .argument('<id>', help.userId)
    .option('--account <id>', help.account)
    .option('--yes', help.yes)
    .action(async (user: string, _own: EraseFlags, ran: Command) => {
      const { eraseData } = await import('../commands/memory-admin.ts');
      exit(await eraseData(context, { user }, ran.optsWithGlobals<EraseFlags>()));
    });
}

function addAccounts(memory: Command, context: CommandContext, exit: Exit): void {
  const { help } = context.texts.admin;
  const accounts = memory.command('accounts').description(help.accounts).helpCommand(false);
  const command = (name: string, description: string): Command =>
    withCommon(accounts.command(name).description(description), context);
  command('list', help.accountsList).action(async (_own: AdminFlags, ran: Command) => {
    const { accountsList } = await import('../commands/memory-admin.ts');
    exit(await accountsList(context, ran.optsWithGlobals<AdminFlags>()));
  });
  command('create', help.accountsCreate)
    .argument('<id>', help.accountId)
    .option('--name <text>', help.name)
    .action(async (id: string, _own: AdminFlags, ran: Command) => {
      const { accountsCreate } = await import('../commands/memory-admin.ts');
      exit(await accountsCreate(context, id, ran.optsWithGlobals<AdminFlags>()));
    });
  command('delete', help.accountsDelete)
    .argument('<id>', help.accountId)
    .option('--yes', help.yes)
    .action(async (account: string, _own: EraseFlags, ran: Command) => {
      const { eraseData } = await import('../commands/memory-admin.ts');
      exit(await eraseData(context, { account }, ran.optsWithGlobals<EraseFlags>()));
    });
  for (const disabled of [true, false]) {
    command(disabled ? 'disable' : 'enable', disabled ? help.accountsDisable : help.accountsEnable)
      .argument('<id>', help.accountId)
      .action(async (account: string, _own: AdminFlags, ran: Command) => {
        const { accountsDisable } = await import('../commands/memory-admin.ts');
        const flags = ran.optsWithGlobals<AdminFlags>();
        exit(await accountsDisable(context, { account, disabled }, flags));
      });
  }
}
