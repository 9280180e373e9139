import type { Command } from 'commander';

import { addRemoteCommand } from './remote-command.ts';
import type { RemoteDeps } from './remote-command.ts';

/** `homarus status`, `logs` and `models`. */
export function addCare(program: Command, deps: RemoteDeps): void {
  const { help } = deps.context.texts.remote;
  const load = () => import('../../commands/remote/care.ts');
  addRemoteCommand(program, deps, {
    usage: 'status',
    help: help.status,
    load: async () => (await load()).showStatus,
  });
  addRemoteCommand(program, deps, {
    usage: 'logs',
    help: help.logs,
    options: [
      ['-f, --follow', help.follow],
      ['--lines <count>', help.lines],
    ],
    load: async () => (await load()).showLogs,
  });
  addRemoteCommand(program, deps, {
    usage: 'models',
    help: help.models,
    load: async () => (await load()).listModels,
  });
}
