#!/usr/bin/env node
import { runCli } from './cli/run.ts';
import { readEnvironment } from './env.ts';

// A reader that has seen enough (`homarus --help | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCli(process.argv.slice(2), readEnvironment());
