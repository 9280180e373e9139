import type { Command } from 'commander';

import type { CommandContext } from '../context.ts';
import { addRemoteCommand } from './remote-command.ts';
import type { Exit } from './remote-command.ts';

/** `homarus config replace` and `patch`: through the gateway, which checks and applies them. */
export function addConfigOnGateway(config: Command, context: CommandContext, exit: Exit): void {
  const deps = { context, exit };
  const { help } = context.texts.remote;
  const load = () => import('../../commands/remote/config.ts');
  addRemoteCommand(config, deps, {
    usage: 'replace',
    help: help.configReplace,
    load: async () => (await load()).replaceConfig,
  });
  addRemoteCommand(config, deps, {
    usage: 'patch [changes]',
    help: help.configPatch,
    load: async () => (await load()).patchConfig,
  });
}
