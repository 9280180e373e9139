#!/usr/bin/env node
import { createIds, errorText, isAppError, machineTimeZone, systemClock } from '@homarus/base';
import { createMemoryClient } from '@homarus/sdk';

import manifest from '../package.json' with { type: 'json' };
import { helpText, parseArguments } from './arguments.ts';
import type { Asked } from './arguments.ts';
import { readEnvironment } from './env.ts';
import { serveMcpOverHttp } from './http/serve-http.ts';
import { serveMcpOverStdio } from './serve-stdio.ts';
import type { ServerDeps } from './server-deps.ts';
import { stderrLogger } from './stderr-logger.ts';

// Whoever reads the warnings may go away before the work is done.
process.stderr.on('error', () => undefined);

const env = readEnvironment();

function openDeps(): ServerDeps {
  const { OGMEM_URL: url = 'http://127.0.0.1:8090', HOMARUS_MEMORY_KEY: apiKey } = env;
  const { OG_ACCOUNT_ID: accountId, OG_USER_ID: userId, OG_AGENT_ID: agentId } = env;
  return {
    memory: createMemoryClient({ url, ...(apiKey === undefined ? {} : { apiKey }) }),
    scope: {
      ...(accountId === undefined ? {} : { accountId }),
      ...(userId === undefined ? {} : { userId }),
      ...(agentId === undefined ? {} : { agentId }),
    },
    clock: systemClock,
    timeZone: machineTimeZone(),
    ids: createIds(),
    log: stderrLogger(),
    version: manifest.version,
  };
}

async function run(asked: Asked): Promise<void> {
  switch (asked.mode) {
    case 'help':
      process.stdout.write(helpText);
      return;
    case 'version':
      process.stdout.write(`${manifest.version}\n`);
      return;
    case 'stdio':
      await serveMcpOverStdio(openDeps(), untilStopped());
      return;
    case 'http': {
      const stopped = untilStopped();
      const token = env.HOMARUS_MCP_TOKEN;
      await using service = await serveMcpOverHttp(openDeps(), { ...asked, token });
      process.stderr.write(`homarus-mcp: ${service.url}\n`);
      await new Promise((resolve) => stopped.addEventListener('abort', resolve, { once: true }));
    }
  }
}

/** Aborts when the process is told to stop. */
function untilStopped(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => controller.abort());
  }
  return controller.signal;
}

try {
  await run(parseArguments(process.argv.slice(2)));
} catch (error) {
  if (!isAppError(error)) throw error;
  process.stderr.write(`homarus-mcp: ${errorText(error)}\n`);
  process.exitCode = error.code === 'invalid_request' ? 2 : 1;
}
