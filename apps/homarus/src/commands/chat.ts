import { systemClock } from '@homarus/base';

import { ask } from '../chat/ask.ts';
import { openChatSession } from '../chat/session-key.ts';
import { runTerminal } from '../chat/terminal.ts';
import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { ServeFlags } from '../cli/flags.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { findRunning } from '../process/running.ts';
import { startServices } from '../services.ts';

/** `homarus chat`: through the running gateway; without one, one of its own on a free port. */
export async function chat(
  context: CommandContext,
  flags: Pick<ServeFlags, 'home'>,
): Promise<ExitCode> {
  const config = await loadConfig({ env: context.env, overrides: flags });
  const running = await findRunning(config.home, 'gateway');
  if (running !== undefined) return talk(context, config, running.url);
  const texts = context.texts.chat;
  const gateway = { ...config.gateway, host: '127.0.0.1', port: 0 };
  await using own = await startServices({
    config: { ...config, gateway },
    doors: ['gateway'],
    stderrLevel: 'error',
  });
  context.tell(texts.ownGateway);
  if (config.model === undefined) context.tell(texts.offline);
  return await talk(context, config, own.urls.gateway ?? '');
}

async function talk(context: CommandContext, config: Config, url: string): Promise<ExitCode> {
  const texts = context.texts.chat;
  const isInteractive = process.stdin.isTTY && process.stdout.isTTY;
  const { agentId } = config.identity;
  const session = openChatSession({ home: config.home, agentId, now: () => systemClock.now() });
  if (isInteractive) context.tell(texts.hello(url));
  const server = { url, token: config.gateway.secret };
  const failures = await runTerminal({
    input: process.stdin,
    output: process.stdout,
    tell: context.tell,
    isInteractive,
    texts,
    ask: (text, signal) => ask(server, { text, sessionKey: session.key, signal }),
    startAnew: () => session.startAnew(),
  });
  return failures > 0 && !isInteractive ? 1 : 0;
}
