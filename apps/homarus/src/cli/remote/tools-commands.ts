import type { Command } from 'commander';

import { addRemoteCommand } from './remote-command.ts';
import type { RemoteDeps } from './remote-command.ts';

/** `homarus tools ...`. */
export function addTools(program: Command, deps: RemoteDeps): void {
  const { help } = deps.context.texts.remote;
  const tools = program.command('tools').description(help.tools);
  const load = () => import('../../commands/remote/tools.ts');
  addRemoteCommand(tools, deps, {
    usage: 'list',
    help: help.toolsList,
    options: [['--agent <id>', help.agent]],
    load: async () => (await load()).listTools,
  });
  addRemoteCommand(tools, deps, {
    usage: 'invoke <name> [parameters]',
    help: help.toolsInvoke,
    options: [
      ['--agent <id>', help.agent],
      ['--session <key>', help.session],
    ],
    load: async () => (await load()).invokeTool,
  });
}
