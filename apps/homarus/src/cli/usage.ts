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
  const slip = slipOf(error, command, usage.argv);
  const near = nearestWord(slip.name, candidates(slip.code, command));
  const hint = near === undefined ? [] : [texts.suggestion(near)];
  return [
    `homarus: ${[sentence(slip, texts) ?? error.message, ...hint].join(' ')}`,
    texts.seeHelp(pathOf(command)),
  ];
}

interface Slip {
  readonly code: string;
  /** The word that is wrong or missing. */
  readonly name: string;
}

/** A word too many after a command that has commands of its own is meant to be one of them. */
function slipOf(error: CommanderError, command: Command, argv: readonly string[]): Slip {
  if (error.code === 'commander.excessArguments' && command.commands.length > 0) {
    const rest = argv.slice(argv.indexOf(command.name()) + 1);
    const name = rest.find((word) => !word.startsWith('-')) ?? '';
    return { code: 'commander.unknownCommand', name };
  }
  return { code: error.code, name: /'([^']+)'/u.exec(error.message)?.[1] ?? '' };
}

function sentence({ code, name }: Slip, texts: Texts['help']): string | undefined {
  switch (code) {
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
      return undefined;
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
