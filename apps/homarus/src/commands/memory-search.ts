import { AppError, singleLine, silentLogger } from '@homarus/base';
import type { Hit } from '@homarus/memory';
import { parseIsoInstant } from '@homarus/protocol';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { SearchFlags } from '../cli/flags.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { findMemory } from '../process/find-memory.ts';
import { makeStateFolders } from '../process/state-folder.ts';

interface SearchCall {
  readonly config: Config;
  readonly query: string;
  readonly userId: string;
  readonly limit: number;
  readonly asOf?: number;
}

/** What is shown of a hit; the service tells more. */
type ShownHit = Pick<Hit, 'id' | 'category' | 'text' | 'score' | 'createdAt'>;

/** `homarus memory search`: through the running service, else in the database itself. */
export async function memorySearch(
  context: CommandContext,
  query: string,
  flags: SearchFlags,
): Promise<ExitCode> {
  const wanted = readFlags(flags);
  if (typeof wanted === 'string') {
    context.tell(`homarus: ${context.texts.help[wanted]}`);
    return 2;
  }
  const config = await loadConfig({ env: context.env, overrides: { home: flags.home } });
  const call = { config, query, ...wanted, userId: flags.user ?? config.identity.userId };
  const running = await findMemory(config);
  const hits =
    running === undefined
      ? await searchDatabase(call)
      : await searchService(call, running.url, context);
  if (flags.json === true) context.say(JSON.stringify(hits, undefined, 2));
  else if (hits.length === 0) context.say(context.texts.search.none);
  else for (const hit of hits) context.say(hitLine(hit));
  return 0;
}

/** What the options say, or which text tells what is wrong with them. */
function readFlags(
  flags: SearchFlags,
): Pick<SearchCall, 'limit' | 'asOf'> | 'invalidLimit' | 'invalidTime' {
  const limit = Number(flags.limit ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) return 'invalidLimit';
  if (flags.asOf === undefined) return { limit };
  const asOf = parseIsoInstant(flags.asOf);
  return asOf === undefined ? 'invalidTime' : { limit, asOf };
}

function hitLine({ score, createdAt, category, text }: ShownHit): string {
  const day = new Date(createdAt).toLocaleDateString('sv-SE');
  return `${score.toFixed(2)}  ${day}  ${category}  ${singleLine(text)}`;
}

async function searchDatabase(call: SearchCall): Promise<readonly ShownHit[]> {
  const { config, query, userId, limit, asOf } = call;
  const options = { limit, ...(asOf === undefined ? {} : { asOf }) };
  makeStateFolders(config.home, config.memory.dataDir);
  const { composeCore } = await import('../compose.ts');
  await using core = await composeCore({ config, log: silentLogger });
  const { hits } = await core.memory.search({ ...config.identity, userId }, query, options);
  return hits;
}

async function searchService(
  { config, query, userId, limit, asOf }: SearchCall,
  url: string,
  { texts }: CommandContext,
): Promise<readonly ShownHit[]> {
  const { secret } = config.memory;
  const response = await fetch(`${url}/api/v1/search_memory`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    },
    body: JSON.stringify({ ...config.identity, userId, query, limit, asOf }),
  });
  if (!response.ok) {
    throw new AppError('unavailable', texts.search.refused(url, response.status));
  }
  const { hits } = (await response.json()) as { readonly hits: readonly ShownHit[] };
  return hits;
}
