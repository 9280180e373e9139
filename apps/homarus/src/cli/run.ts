import { CommanderError } from 'commander';

import type { Environment } from '../env.ts';
import { textsFor } from '../texts/index.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { failureOf } from './failure.ts';
import { createProgram } from './program.ts';
import { usageLines } from './usage.ts';

/** Runs one command line; answers the exit code. Never rejects. */
export async function runCli(argv: readonly string[], env: Environment): Promise<ExitCode> {
  const context: CommandContext = {
    env,
    texts: textsFor(env),
    say: (line) => void process.stdout.write(`${line}\n`),
    tell: (line) => void process.stderr.write(`${line}\n`),
  };
  let exitCode: ExitCode = 0;
  const program = createProgram(context, (code) => {
    exitCode = code;
  });
  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      // A group without its command: its help has been shown.
      if (error.code === 'commander.help') return 2;
      for (const line of usageLines(error, { program, argv, texts: context.texts.help })) {
        context.tell(line);
      }
      return 2;
    }
    const failure = failureOf(error, context.texts);
    for (const line of failure.lines) context.tell(line);
    return failure.exitCode;
  }
}
