import { silentLogger, systemClock } from '@homarus/base';
import type { EmbeddingStatusAnswer } from '@homarus/protocol';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { openMemoryClient } from '../process/memory-client.ts';
import { findMemory } from '../process/find-memory.ts';
import { makeStateFolders } from '../process/state-folder.ts';

export interface ReembedFlags {
  readonly home?: string;
  readonly user?: string;
  readonly force?: true;
  readonly wait?: true;
  readonly json?: true;
}

/** What is shown of the progress. */
type Status = Omit<EmbeddingStatusAnswer, 'ok'>;

interface Call {
  readonly config: Config;
  readonly userId: string;
  readonly flags: ReembedFlags;
}

const pollMs = 500;

/**
 * `homarus memory reembed`: begins it at the running service, which goes on by itself; without a service
 * it is done here, and waited for.
 */
export async function memoryReembed(
  context: CommandContext,
  flags: ReembedFlags,
): Promise<ExitCode> {
  const config = await loadConfig({ env: context.env, overrides: { home: flags.home } });
  const { vectors: texts } = context.texts;
  const call = { config, flags, userId: flags.user ?? config.identity.userId };
  const running = await findMemory(config);
  if (running === undefined && config.embedding === undefined) {
    context.tell(`homarus: ${texts.none}`);
    return 1;
  }
  const status = await (running === undefined ? reembedHere(call) : reembedThere(call, context));
  if (flags.json === true) context.say(JSON.stringify(status, undefined, 2));
  else context.say(statusLine(status, context));
  if (status.failure === null) return 0;
  context.tell(`homarus: ${texts.failing(status.failure)}`);
  return 1;
}

async function reembedHere({ config, userId, flags }: Call): Promise<Status> {
  makeStateFolders(config.home, config.memory.dataDir);
  const { composeCore } = await import('../compose.ts');
  await using core = await composeCore({ config, log: silentLogger });
  const { vectors } = core.memory;
  const scope = { ...config.identity, userId };
  await vectors.reembed(scope, { force: flags.force === true });
  for (;;) {
    await core.memory.drain();
    const status = await vectors.status(scope);
    if (isOver(status)) return status;
    // Another process over this database (homarus mcp) took the work.
    await systemClock.sleep(pollMs);
  }
}

function isOver({ isComplete, failure }: Status): boolean {
  return isComplete || failure !== null;
}

async function reembedThere(
  { config, userId, flags }: Call,
  context: CommandContext,
): Promise<Status> {
  await using client = await openMemoryClient(config, context.texts);
  const { accountId } = config.identity;
  const query = new URLSearchParams({ accountId, userId }).toString();
  const force = flags.force === true;
  let status = await client.call<Status>('POST', '/reembed', { accountId, userId, force });
  let shown = '';
  while (flags.wait === true && !isOver(status)) {
    const line = statusLine(status, context);
    if (line !== shown && flags.json !== true) context.tell(line);
    shown = line;
    await systemClock.sleep(pollMs);
    status = await client.call<Status>('GET', `/reembed?${query}`);
  }
  return status;
}

function statusLine({ spaces, isComplete, model }: Status, { texts }: CommandContext): string {
  const space =
    spaces.find(({ state }) => state === 'filling') ??
    spaces.find(({ state }) => state === 'active');
  if (space === undefined) return isComplete ? texts.vectors.nothing : (model ?? '');
  const { vectors, failed, pending } = space;
  const name = `${space.provider}/${space.model}`;
  const done = vectors + failed;
  return isComplete
    ? texts.vectors.complete(name, vectors, failed)
    : texts.vectors.progress(name, done, done + pending);
}
