import { flushCompileCache } from 'node:module';

import { errorText } from '@homarus/base';
import type { Logger } from '@homarus/base';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import { logFileOf } from '../config/config.ts';
import { startServices } from '../services.ts';
import type { ServiceOptions, Services } from '../services.ts';
import { catchStrayErrors } from '../process/stray-errors.ts';
import { untilStopSignal } from '../process/stop-signal.ts';

/** Runs services until Ctrl-C. `announce` tells the person what runs. */
export async function serve(
  context: CommandContext,
  options: ServiceOptions,
  announce: (services: Services) => void,
): Promise<ExitCode> {
  const stopped = untilStopSignal();
  const { up } = context.texts;
  let log: Logger | undefined;
  using strays = catchStrayErrors((error) => endOnBug(error, { log, context, options }));
  {
    await using services = await startServices({ ...options, strays });
    ({ log } = services);
    announce(services);
    // Otherwise written at the exit, which a killed process does not have.
    flushCompileCache();
    await stopped;
    context.say(up.stopping);
  }
  context.say(up.stopped);
  return 0;
}

interface Fault {
  /** Undefined while it is not open. */
  readonly log: Logger | undefined;
  readonly context: CommandContext;
  readonly options: ServiceOptions;
}

/** After an error that nobody expected the state in memory is not to be trusted: log it and end. */
function endOnBug(error: unknown, { log, context, options }: Fault): void {
  log?.error('An unexpected error ended the process', { error });
  const text = log === undefined ? errorText(error) : unexpected(context, options);
  context.tell(`homarus: ${text}`);
  process.exit(1);
}

function unexpected({ texts }: CommandContext, { config }: ServiceOptions): string {
  return texts.fault.unexpected(logFileOf(config));
}
