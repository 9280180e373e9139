import { nearestWord } from '@homarus/base';
import type { Command, CommanderError } from 'commander';

import type { Texts } from '../texts/index.ts';

export interface UsageContext {
  readonly program: Command;
  readonly argv: readonly string[];
  readonly texts: Texts['help'];
}

/** What is wrong with a command line, the nearest that exists, and where to read on. */
export function usageLines(error: CommanderError, usage: UsageContext): readonly string[] {
  const { texts } = usage;
  const command = findCommand(usage);
  const name = /'([^']+)'/u.exec(error.message)?.[1] ?? '';
  const near = nearestWord(name, candidates(error.code, command));
  const hint = near === undefined ? [] : [texts.suggestion(near)];
  return [
    `homarus: ${[sentence(error, name, texts), ...hint].join(' ')}`,
    texts.seeHelp(pathOf(command)),
  ];
}

function sentence(error: CommanderError, name: string, texts: Texts['help']): string {
  switch (error.code) {
    case 'commander.unknownCommand':
      return texts.unknownCommand(name);
    case 'commander.unknownOption':
      return texts.unknownOption(name);
    case 'commander.missingArgument':
      return texts.missingArgument(name);
    case 'commander.optionMissingArgument':
      return texts.missingValue(name);
    case 'commander.excessArguments':
      return texts.tooMany;
    default:
      return error.message;
  }
}

function candidates(code: string, command: Command): readonly string[] {
  if (code === 'commander.unknownCommand') return command.commands.map((inner) => inner.name());
  if (code !== 'commander.unknownOption') return [];
  return command.options.flatMap(({ long }) => (long === undefined || long === null ? [] : [long]));
}

/** The innermost command that the arguments name. */
function findCommand({ program, argv }: UsageContext): Command {
  let command = program;
  for (const word of argv) {
    command = command.commands.find((inner) => inner.name() === word) ?? command;
  }
  return command;
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
