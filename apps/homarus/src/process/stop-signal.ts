const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Exit code of a process that was told twice: 128 + SIGINT, as shells count. */
const impatientExitCode = 130;

/**
 * Resolves at the first Ctrl-C (or SIGTERM, or when the terminal is closed); the second ends the
 * process at once, whatever still runs.
 */
export function untilStopSignal(): Promise<void> {
  const told = Promise.withResolvers<void>();
  let isTold = false;
  const onSignal = (): void => {
    if (isTold) process.exit(impatientExitCode);
    isTold = true;
    told.resolve();
  };
  for (const signal of stopSignals) process.on(signal, onSignal);
  return told.promise;
}
