#!/usr/bin/env -S node --max-semi-space-size=8
import { enableCompileCache } from 'node:module';
import path from 'node:path';

import { keepYoungGenerationSmall } from './process/young-generation.ts';

keepYoungGenerationSmall();

// Compiled code is kept between starts, which halves the start time; what is imported below profits.
enableCompileCache(path.resolve(import.meta.dirname, '../../../node_modules/.cache/homarus'));

// A reader that has seen enough (`homarus --help | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const { readEnvironment } = await import('./env.ts');
const { runCli } = await import('./cli/run.ts');

process.exitCode = await runCli(process.argv.slice(2), readEnvironment());
// What plugins leave behind, a timer or a socket, does not keep the process.
setTimeout(() => process.exit(), 2000).unref();
