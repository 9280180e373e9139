import { createIds, systemClock } from '@homarus/base';
import { createMemoryClient } from '@homarus/sdk';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { ServeFlags } from '../cli/flags.ts';
import { logFileOf } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { openLastingEndpoint } from '../process/lasting-endpoint.ts';
import { untilStopSignal } from '../process/stop-signal.ts';
import { version } from '../version.ts';

/**
 * `homarus mcp`: the memory of this home as an MCP server over stdio, until stdin ends. Over the
 * service that runs on the home, while one does, else over the database itself. stdout carries the protocol only.
 */
export async function mcp(context: CommandContext, flags: ServeFlags): Promise<ExitCode> {
  const { home, logLevel } = flags;
  const config = await loadConfig({ env: context.env, overrides: { home, logLevel } });
  const { openLog } = await import('../log.ts');
  const { serveMcpOverStdio } = await import('@homarus/mcp');
  using opened = openLog({ ...config.log, file: logFileOf(config), stderr: 'warn' });
  await using stack = new AsyncDisposableStack();
  const endpoint = await openLastingEndpoint(config, stack, { log: opened.log, isWorking: true });
  const { userId, agentId } = config.identity;
  const stopped = new AbortController();
  void untilStopSignal().then(() => stopped.abort());
  await serveMcpOverStdio(
    {
      memory: createMemoryClient(endpoint),
      scope: { userId, agentId },
      clock: systemClock,
      timeZone: config.timeZone,
      ids: createIds(),
      log: opened.log.child({ part: 'mcp' }),
      version,
    },
    stopped.signal,
  );
  return 0;
}
