import { Command, Option } from 'commander';

import { envTable } from '../env.ts';
import type { Texts } from '../texts/index.ts';
import { addTransfer } from './transfer-commands.ts';
import { version } from '../version.ts';
import { addCare } from './care-commands.ts';
import type { CommandContext, ExitCode } from './context.ts';
import type { SearchFlags, ServeFlags } from './flags.ts';
import { addMemoryAdmin } from './memory-admin-program.ts';
import { addLibrary } from './library-commands.ts';
import { addMirror } from './mirror-commands.ts';
import { addPlugins } from './plugins-commands.ts';
import { addMemoryVectors } from './memory-vectors-program.ts';
import { addRemote } from './remote/index.ts';
import { addConfig } from './config-commands.ts';

/**
 * The command line as commander reads it. It only parses: a command's own code is loaded when it
 * runs. `exit` takes the exit code of what ran.
 */
export function createProgram(context: CommandContext, exit: (code: ExitCode) => void): Command {
  const { help } = context.texts;
  const program = new Command('homarus')
    .description(help.about)
    .version(version, '-V, --version', help.showVersion)
    .helpOption('-h, --help', help.showHelp)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .configureHelp({ styleTitle: (title) => titleIn(help, title) })
    .showSuggestionAfterError(false);
  addServices(program, context, exit);
  addRemote(program, context, exit);
  addConfig(program, context, exit);
  addPlugins(program, context, exit);
  program.addHelpText('after', () => helpEnding(context));
  return program;
}

type Exit = (code: ExitCode) => void;

function addServices(program: Command, context: CommandContext, exit: Exit): void {
  const { help } = context.texts;
  serveOptions(program.command('up').description(help.up), help, [
    'port',
    'host',
    'memoryPort',
    'controlPort',
  ]).action(async (flags: ServeFlags) => {
    const { up } = await import('../commands/up.ts');
    exit(await up(context, flags));
  });
  serveOptions(program.command('gateway').description(help.gateway), help, [
    'port',
    'host',
    'controlPort',
  ]).action(async (flags: ServeFlags) => {
    const { gateway } = await import('../commands/gateway.ts');
    exit(await gateway(context, flags));
  });
  const memory = program.command('memory').description(help.memory).usage('[options] | <command>');
  serveOptions(memory, help, ['memoryPort', 'host'])
    .addOption(new Option('-p, --port <port>', help.memoryPort))
    .action(async (flags: ServeFlags) => {
      const { memory: serve } = await import('../commands/memory.ts');
      exit(await serve(context, flags));
    });
  addCare(memory, context, exit);
  addTransfer(memory, context, exit);
  memory
    .command('search')
    .description(help.memorySearch)
    .argument('<query...>', help.memorySearchQuery)
    .option('--limit <count>', help.limit, '10')
    .option('--as-of <time>', help.asOf)
    .option('--trace', help.trace)
    .option('--user <id>', help.user)
    .option('--json', help.json)
    .addOption(homeOption(help))
    .action(async (words: readonly string[], _own: SearchFlags, command: Command) => {
      const { memorySearch } = await import('../commands/memory-search.ts');
      exit(await memorySearch(context, words.join(' '), command.optsWithGlobals<SearchFlags>()));
    });
  addMemoryAdmin(memory, context, exit);
  addLibrary(memory, context, exit);
  addMemoryVectors(memory, context, exit);
  addMirror(memory, context, exit);
  program
    .command('mcp')
    .description(help.mcp)
    .addOption(homeOption(help))
    .addOption(new Option('--log-level <level>', help.logLevel))
    .action(async (flags: ServeFlags) => {
      const { mcp } = await import('../commands/mcp.ts');
      exit(await mcp(context, flags));
    });
}

type ServeOption = 'port' | 'host' | 'memoryPort' | 'controlPort';

function serveOptions(
  command: Command,
  help: Texts['help'],
  wanted: readonly ServeOption[],
): Command {
  const known: Readonly<Record<ServeOption, Option>> = {
    port: new Option('-p, --port <port>', help.port),
    host: new Option('--host <address>', help.host),
    memoryPort: new Option('--memory-port <port>', help.memoryPort),
    controlPort: new Option('--control-port <port>', help.controlPort),
  };
  for (const name of wanted) command.addOption(known[name]);
  return command
    .addOption(homeOption(help))
    .addOption(new Option('--log-level <level>', help.logLevel));
}

function homeOption(help: Texts['help']): Option {
  return new Option('--home <folder>', help.home);
}

function titleIn(help: Texts['help'], title: string): string {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': help.usage,
    'Options:': help.options,
    'Arguments:': help.arguments,
    'Commands:': help.commands,
    'Global Options:': help.globalOptions,
  };
  return titles[title] ?? title;
}

/** Examples, the environment and the exit codes. */
function helpEnding({ texts }: CommandContext): string {
  const { help, config } = texts;
  const examples = help.exampleLines.map(([line = '', what = '']) => `  # ${what}\n  ${line}`);
  const variables = envTable.map(({ name, fallback }) => {
    const otherwise = fallback === '' ? '' : help.byDefault(fallback);
    return `  ${name.padEnd(22)} ${config.env[name]}${otherwise}`;
  });
  const codes = help.exitCodeLines.map(([code = '', what = '']) => `  ${code.padEnd(4)} ${what}`);
  return [
    '',
    help.examples,
    ...examples,
    '',
    help.environment,
    ...variables,
    '',
    help.exitCodes,
    ...codes,
  ].join('\n');
}
