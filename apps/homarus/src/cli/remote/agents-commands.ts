import type { Command } from 'commander';

import { addRemoteCommand } from './remote-command.ts';
import type { RemoteDeps } from './remote-command.ts';

/** `homarus agents ...`. */
export function addAgents(program: Command, deps: RemoteDeps): void {
  const { help } = deps.context.texts.remote;
  const agents = program.command('agents').description(help.agents);
  const load = () => import('../../commands/remote/agents.ts');
  addRemoteCommand(agents, deps, {
    usage: 'list',
    help: help.agentsList,
    load: async () => (await load()).listAgents,
  });
  addRemoteCommand(agents, deps, {
    usage: 'create <name>',
    help: help.agentsCreate,
    options: [
      ['--model <model>', help.model],
      ['--emoji <emoji>', help.emoji],
      ['--workspace <folder>', help.workspace],
    ],
    load: async () => (await load()).createAgent,
  });
  addRemoteCommand(agents, deps, {
    usage: 'update <id>',
    help: help.agentsUpdate,
    options: [
      ['--name <name>', help.name],
      ['--model <model>', help.model],
      ['--emoji <emoji>', help.emoji],
      ['--workspace <folder>', help.workspace],
    ],
    load: async () => (await load()).updateAgent,
  });
  addRemoteCommand(agents, deps, {
    usage: 'delete <id>',
    help: help.agentsDelete,
    load: async () => (await load()).deleteAgent,
  });
  addRemoteCommand(agents, deps, {
    usage: 'files <id> [name]',
    help: help.agentsFiles,
    options: [['--write', help.write]],
    load: async () => (await load()).agentFiles,
  });
}
