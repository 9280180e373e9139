import { AppError } from '@homarus/base';
import type { GatewayClient } from '@homarus/sdk';

import type { CommandContext, ExitCode } from '../../cli/context.ts';
import { loadConfig } from '../../config/load.ts';
import { connectGateway, findGateway } from '../../gateway-client/connect-gateway.ts';
import type { GatewayFlags } from '../../gateway-client/connect-gateway.ts';
import type { Texts } from '../../texts/index.ts';

export interface RemoteFlags extends GatewayFlags {
  readonly home?: string;
  readonly json?: true;
}

/** What a command that speaks to a gateway gets. */
export interface RemoteCall<Flags> {
  readonly client: GatewayClient;
  readonly url: string;
  readonly flags: Flags & RemoteFlags;
  /** The arguments of the command line, in order; those of a list joined by blanks. */
  readonly words: readonly string[];
  readonly texts: Texts['remote'];
  readonly say: CommandContext['say'];
  /** Prints an answer: as JSON where that is asked for, else as lines; nothing says so. */
  readonly show: (answer: unknown, lines: readonly string[]) => void;
}

export type RemoteAction<Flags> = (call: RemoteCall<Flags>) => Promise<void>;

/** Connects, runs the action and closes. Fails with what to do when there is no gateway. */
export async function runRemote<Flags>(
  context: CommandContext,
  given: { readonly flags: Flags & RemoteFlags; readonly words: readonly string[] },
  action: RemoteAction<Flags>,
): Promise<ExitCode> {
  const { flags, words } = given;
  const { env, texts, say, tell } = context;
  const config = await loadConfig({ env, overrides: { home: flags.home } });
  const address = await findGateway(context, config, flags);
  if (address === undefined) throw new AppError('unavailable', texts.remote.noGateway);
  using client = await connectGateway(address, { home: config.home, texts });
  const { url } = address;
  const show = (answer: unknown, lines: readonly string[]): void => {
    if (flags.json === true) say(JSON.stringify(answer, undefined, 2));
    else if (lines.length === 0) tell(texts.remote.none);
    else for (const line of lines) say(line);
  };
  await action({ client, url, flags, words, texts: texts.remote, say, show });
  return 0;
}

/** A parameter that is JSON: of an object. Throws `invalid_request` with an example. */
export function readJsonObject(
  text: string,
  name: string,
  texts: Texts['remote'],
): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Readonly<Record<string, unknown>>;
    }
  } catch {
    // Said below.
  }
  throw new AppError('invalid_request', texts.badJson(name));
}

/** All of standard input. */
export async function readStandardInput(): Promise<string> {
  const chunks: string[] = [];
  for await (const chunk of process.stdin.setEncoding('utf8')) chunks.push(String(chunk));
  return chunks.join('');
}
