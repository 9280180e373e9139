import type { Command } from 'commander';

import { addRemoteCommand } from './remote-command.ts';
import type { RemoteDeps } from './remote-command.ts';

/** `homarus sessions ...`. */
export function addSessions(program: Command, deps: RemoteDeps): void {
  const { help } = deps.context.texts.remote;
  const sessions = program.command('sessions').description(help.sessions);
  const load = () => import('../../commands/remote/sessions.ts');
  addRemoteCommand(sessions, deps, {
    usage: 'list',
    help: help.sessionsList,
    options: [
      ['--agent <id>', help.agent],
      ['--search <text>', help.sessionsSearch],
      ['--archived', help.archived],
      ['--limit <count>', help.limit],
    ],
    load: async () => (await load()).listSessions,
  });
  addRemoteCommand(sessions, deps, {
    usage: 'show <key>',
    help: help.sessionsShow,
    options: [['--limit <count>', help.limit]],
    load: async () => (await load()).showSession,
  });
  addRemoteCommand(sessions, deps, {
    usage: 'search <words...>',
    help: help.sessionsSearch,
    options: [
      ['--agent <id>', help.agent],
      ['--limit <count>', help.limit],
    ],
    load: async () => (await load()).searchSessions,
  });
  addChanges(sessions, deps);
}

function addChanges(sessions: Command, deps: RemoteDeps): void {
  const { help } = deps.context.texts.remote;
  const load = () => import('../../commands/remote/sessions.ts');
  addRemoteCommand(sessions, deps, {
    usage: 'rename <key> <name...>',
    help: help.sessionsRename,
    load: async () => (await load()).renameSession,
  });
  addRemoteCommand(sessions, deps, {
    usage: 'reset <key>',
    help: help.sessionsReset,
    load: async () => (await load()).resetSession,
  });
  addRemoteCommand(sessions, deps, {
    usage: 'archive <key>',
    help: help.sessionsArchive,
    options: [['--restore', help.restore]],
    load: async () => (await load()).archiveSession,
  });
  addRemoteCommand(sessions, deps, {
    usage: 'delete <key>',
    help: help.sessionsDelete,
    options: [
      ['--erase', help.erase],
      ['--forget', help.forgetLearned],
    ],
    load: async () => (await load()).deleteSession,
  });
  addRemoteCommand(sessions, deps, {
    usage: 'compact <key>',
    help: help.sessionsCompact,
    load: async () => (await load()).compactSession,
  });
  addRemoteCommand(sessions, deps, {
    usage: 'usage',
    help: help.sessionsUsage,
    options: [
      ['--range <days>', help.days],
      ['--agent <id>', help.agent],
    ],
    load: async () => (await load()).showUsage,
  });
}
