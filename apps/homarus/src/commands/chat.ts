import { singleLine, systemClock, truncate } from '@homarus/base';
import type { GatewayClient } from '@homarus/sdk';

import { ask } from '../chat/ask.ts';
import { chatCommands } from '../chat/chat-commands.ts';
import { showLastExchange } from '../chat/last-exchange.ts';
import { openLineHistory } from '../chat/line-history.ts';
import { createScreen } from '../chat/screen.ts';
import type { Screen } from '../chat/screen.ts';
import { openChatSession } from '../chat/session-key.ts';
import { runTerminal } from '../chat/terminal.ts';
import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { connectGateway, findGateway, toAuth } from '../gateway-client/connect-gateway.ts';
import type { GatewayAddress, GatewayFlags } from '../gateway-client/connect-gateway.ts';
import { catchStrayErrors } from '../process/stray-errors.ts';
import { startServices } from '../services.ts';
import type { Texts } from '../texts/index.ts';

export interface ChatFlags extends GatewayFlags {
  readonly home?: string;
  readonly session?: string;
}

/** `homarus chat`: through the running gateway; without one, one of its own on a free port. */
export async function chat(context: CommandContext, flags: ChatFlags): Promise<ExitCode> {
  const { home, session } = flags;
  const config = await loadConfig({ env: context.env, overrides: { home } });
  const address = await findGateway(context, config, flags);
  if (address !== undefined) {
    return talk(context, config, { address, sessionKey: session, asDevice: true });
  }
  const texts = context.texts.chat;
  const gateway = { ...config.gateway, host: '127.0.0.1', port: 0 };
  using strays = catchStrayErrors((error) => {
    throw error;
  });
  await using own = await startServices({
    config: { ...config, gateway },
    doors: ['gateway'],
    stderrLevel: 'error',
    strays,
  });
  context.tell(texts.ownGateway);
  if (config.model === undefined) context.tell(texts.offline);
  const auth = toAuth(gateway.secret, gateway.authMode);
  return await talk(context, config, {
    address: { url: own.urls.gateway ?? '', auth },
    sessionKey: session,
    asDevice: false,
  });
}

interface Talk {
  readonly address: GatewayAddress;
  /** Default: where the last chat was left. */
  readonly sessionKey: string | undefined;
  readonly asDevice: boolean;
}

async function talk(
  context: CommandContext,
  config: Config,
  { address, sessionKey, asDevice }: Talk,
): Promise<ExitCode> {
  const { texts } = context;
  const { home, identity } = config;
  using client = await connectGateway(address, { home, texts, reconnect: {}, asDevice });
  const isInteractive = process.stdin.isTTY && process.stdout.isTTY;
  const screen = createScreen(process.stdout, context.tell);
  if (isInteractive) {
    screen.tell(texts.chat.hello(address.url));
    tellStates(client, screen, texts);
  }
  const session = openChatSession({
    home,
    agentId: identity.agentId,
    now: () => systemClock.now(),
  });
  if (sessionKey !== undefined) session.switchTo(sessionKey);
  if (isInteractive) await showWhereLeft(client, context, session.key);
  const failures = await runTerminal({
    input: process.stdin,
    output: process.stdout,
    screen,
    isInteractive,
    texts: texts.chat,
    ask: (text, signal, askPerson) =>
      ask(client, texts.chat, { text, sessionKey: session.key, signal, askPerson }),
    command: chatCommands({ client, session, tell: screen.tell, texts: texts.chat }),
    ...(isInteractive ? { history: openLineHistory(home) } : {}),
  });
  return failures > 0 && !isInteractive ? 1 : 0;
}

/** The conversation that goes on, with the last that was said in it; nothing for a new one. */
async function showWhereLeft(
  client: GatewayClient,
  { tell, texts }: CommandContext,
  sessionKey: string,
): Promise<void> {
  const { session } = await client.call('sessions.describe', { key: sessionKey });
  if (session === null || session.messageCount === 0) return;
  const name = truncate(singleLine(session.displayName), 60);
  tell(texts.chat.goingOn(name, session.messageCount));
  await showLastExchange({ client, sessionKey, tell, texts: texts.chat });
}

/** Says when the connection is gone and there again. */
function tellStates(client: GatewayClient, { tell }: Screen, texts: Texts): void {
  client.on('state', (state) => {
    if (state.status === 'waiting' && state.attempt === 1) tell(state.problem.message);
    if (state.status === 'refused') tell(state.problem.message);
  });
  client.on('gap', ({ reason }) => {
    if (reason === 'reconnected') tell(texts.remote.again);
  });
}
