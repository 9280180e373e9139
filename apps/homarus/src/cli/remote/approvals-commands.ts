import type { Command } from 'commander';

import { addRemoteCommand } from './remote-command.ts';
import type { RemoteDeps } from './remote-command.ts';

/** `homarus approvals ...`. */
export function addApprovals(program: Command, deps: RemoteDeps): void {
  const { help } = deps.context.texts.remote;
  const approvals = program.command('approvals').description(help.approvals);
  const load = () => import('../../commands/remote/approvals.ts');
  addRemoteCommand(approvals, deps, {
    usage: 'list',
    help: help.approvalsList,
    load: async () => (await load()).listApprovals,
  });
  addRemoteCommand(approvals, deps, {
    usage: 'allow <id>',
    help: help.approvalsAllow,
    options: [['--always', help.always]],
    load: async () => (await load()).allowCommand,
  });
  addRemoteCommand(approvals, deps, {
    usage: 'deny <id>',
    help: help.approvalsDeny,
    load: async () => (await load()).denyCommand,
  });
}
