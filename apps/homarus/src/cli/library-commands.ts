import { Option } from 'commander';
import type { Command } from 'commander';

import type {
  ListFlags,
  MemoryFieldFlags,
  RevisionFlags,
  UndoFlags,
} from '../commands/memory-library.ts';
import type { MemoryFlags } from '../commands/memory-api.ts';
import type { CommandContext, ExitCode } from './context.ts';

type Exit = (code: ExitCode) => void;

const load = () => import('../commands/memory-library.ts');

/** Adds to `homarus memory` what people do with memories by hand. */
export function addLibrary(memory: Command, context: CommandContext, exit: Exit): void {
  addReading(memory, context, exit);
  addWriting(memory, context, exit);
  addTakingBack(memory, context, exit);
}

function addReading(memory: Command, context: CommandContext, exit: Exit): void {
  const { library, help } = context.texts;
  shared(memory.command('list').description(library.help.list), context)
    .argument('[words...]', library.help.listWords)
    .option('--state <states>', library.help.stateOption)
    .option('--category <categories>', library.help.categories)
    .option('--subject <name>', library.help.subject)
    .option('--from <time>', library.help.saidFrom)
    .option('--to <time>', library.help.saidTo)
    .option('--as-of <time>', help.asOf)
    .option('--order <order>', library.help.order)
    .option('--limit <count>', help.limit)
    .option('--offset <count>', library.help.offset)
    .action(async (words: readonly string[], _own: ListFlags, command: Command) => {
      exit(await (await load()).memoryList(context, words, command.optsWithGlobals()));
    });
  shared(memory.command('show').description(library.help.show), context)
    .argument('<id>', library.help.id)
    .action(async (id: string, _own: MemoryFlags, command: Command) => {
      exit(await (await load()).memoryShow(context, id, command.optsWithGlobals()));
    });
  shared(memory.command('history').description(library.help.history), context)
    .argument('<id>', library.help.id)
    .action(async (id: string, _own: MemoryFlags, command: Command) => {
      exit(await (await load()).memoryHistory(context, id, command.optsWithGlobals()));
    });
}

function addWriting(memory: Command, context: CommandContext, exit: Exit): void {
  const { library } = context.texts;
  withFields(shared(memory.command('add').description(library.help.add), context), context)
    .argument('<content...>', library.help.content)
    .action(async (words: readonly string[], _own: MemoryFieldFlags, command: Command) => {
      exit(await (await load()).memoryAdd(context, words, command.optsWithGlobals()));
    });
  withFields(shared(memory.command('edit').description(library.help.edit), context), context)
    .argument('<id>', library.help.id)
    .argument('[content...]', library.help.content)
    .option('--revision <number>', library.help.seen)
    .action(async (id: string, words: readonly string[], _own: RevisionFlags, command: Command) => {
      exit(await (await load()).memoryEdit(context, id, words, command.optsWithGlobals()));
    });
}

function addTakingBack(memory: Command, context: CommandContext, exit: Exit): void {
  const { library } = context.texts;
  shared(memory.command('forget').description(library.help.forget), context)
    .argument('<id>', library.help.id)
    .option('--revision <number>', library.help.seen)
    .action(async (id: string, _own: RevisionFlags, command: Command) => {
      exit(await (await load()).memoryForget(context, id, command.optsWithGlobals()));
    });
  shared(memory.command('undo').description(library.help.undo), context)
    .argument('<id>', library.help.id)
    .option('--revision <number>', library.help.revisionOption)
    .option('--supersede', library.help.supersede)
    .action(async (id: string, _own: UndoFlags, command: Command) => {
      exit(await (await load()).memoryUndo(context, id, command.optsWithGlobals()));
    });
}

function withFields(command: Command, { texts }: CommandContext): Command {
  const { help } = texts.library;
  const collect = (tag: string, tags: readonly string[] = []): readonly string[] => [...tags, tag];
  return command
    .option('--category <category>', help.categoryOption)
    .option('--importance <share>', help.importanceOption)
    .addOption(new Option('--tag <tag>', help.tag).argParser(collect))
    .option('--from <time>', help.validFrom)
    .option('--to <time>', help.validTo);
}

function shared(command: Command, { texts }: CommandContext): Command {
  return command
    .option('--user <id>', texts.help.user)
    .option('--json', texts.help.json)
    .option('--home <folder>', texts.help.home);
}
