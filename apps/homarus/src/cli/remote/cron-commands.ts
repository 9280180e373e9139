import type { Command } from 'commander';

import { addRemoteCommand } from './remote-command.ts';
import type { RemoteDeps } from './remote-command.ts';

/** `homarus cron ...`. */
export function addCron(program: Command, deps: RemoteDeps): void {
  const { help } = deps.context.texts.remote;
  const cron = program.command('cron').description(help.cron);
  const load = () => import('../../commands/remote/cron.ts');
  addRemoteCommand(cron, deps, {
    usage: 'list',
    help: help.cronList,
    load: async () => (await load()).listJobs,
  });
  addRemoteCommand(cron, deps, {
    usage: 'status',
    help: help.cronStatus,
    load: async () => (await load()).showStatus,
  });
  addRemoteCommand(cron, deps, {
    usage: 'add <name>',
    help: help.cronAdd,
    options: [
      ['--message <text>', help.message],
      ['--at <time>', help.at],
      ['--every <span>', help.every],
      ['--cron <fields>', help.cronExpression],
      ['--tz <zone>', help.zone],
      ['--session <where>', help.cronSession],
      ['--announce', help.announce],
      ['--missed <policy>', help.missed],
      ['--model <name>', help.model],
      ['--timeout <seconds>', help.timeout],
      ['--agent <id>', help.agent],
    ],
    load: async () => (await load()).addJob,
  });
  addRemoteCommand(cron, deps, {
    usage: 'update <id>',
    help: help.cronUpdate,
    options: [
      ['--patch <json>', help.patch],
      ['--enable', help.enable],
      ['--disable', help.disable],
    ],
    load: async () => (await load()).updateJob,
  });
  addRemoteCommand(cron, deps, {
    usage: 'remove <id>',
    help: help.cronRemove,
    load: async () => (await load()).removeJob,
  });
  addRemoteCommand(cron, deps, {
    usage: 'run <id>',
    help: help.cronRun,
    load: async () => (await load()).runJob,
  });
  addRemoteCommand(cron, deps, {
    usage: 'runs [id]',
    help: help.cronRuns,
    options: [['--limit <count>', help.limit]],
    load: async () => (await load()).listRuns,
  });
}
