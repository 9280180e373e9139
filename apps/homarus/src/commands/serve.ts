import { flushCompileCache } from 'node:module';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import { logFileOf } from '../config/config.ts';
import { startServices } from '../services.ts';
import type { ServiceOptions, Services } from '../services.ts';
import { untilStopSignal } from '../process/stop-signal.ts';

/** Runs services until Ctrl-C. `announce` tells the person what runs. */
export async function serve(
  context: CommandContext,
  options: ServiceOptions,
  announce: (services: Services) => void,
): Promise<ExitCode> {
  const stopped = untilStopSignal();
  const { up } = context.texts;
  {
    await using services = await startServices(options);
    endOnBugs(services, context, logFileOf(options.config));
    announce(services);
    // Otherwise written at the exit, which a killed process does not have.
    flushCompileCache();
    await stopped;
    context.say(up.stopping);
  }
  context.say(up.stopped);
  return 0;
}

/**
 * After an error that nobody expected the state in memory is not to be trusted: log it and end. One
 * that a plugin threw is that plugin's.
 */
function endOnBugs({ log, takeStray }: Services, context: CommandContext, logFile: string): void {
  process.on('uncaughtException', (error) => {
    if (takeStray(error)) return;
    log.error('An unexpected error ended the process', { error });
    context.tell(`homarus: ${context.texts.fault.unexpected(logFile)}`);
    process.exit(1);
  });
}
