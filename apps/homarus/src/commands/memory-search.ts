import { AppError, dayIn, singleLine, silentLogger } from '@homarus/base';
import { parseIsoInstant } from '@homarus/protocol';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { SearchFlags } from '../cli/flags.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { findMemory } from '../process/find-memory.ts';
import { makeStateFolders } from '../process/state-folder.ts';
import type { Texts } from '../texts/index.ts';
import type { Found, ShownHit } from './found.ts';
import { givenTime } from './given-time.ts';
import { traceLines, whyLines } from './search-trace-lines.ts';

interface SearchCall {
  readonly config: Config;
  readonly query: string;
  readonly userId: string;
  readonly limit: number;
  readonly asOf?: number;
  readonly trace: boolean;
}

/** `homarus memory search`: through the running service, else in the database itself. */
export async function memorySearch(
  context: CommandContext,
  query: string,
  flags: SearchFlags,
): Promise<ExitCode> {
  const config = await loadConfig({ env: context.env, overrides: { home: flags.home } });
  const wanted = readFlags(flags, config.timeZone);
  if (typeof wanted === 'string') {
    context.tell(`homarus: ${context.texts.help[wanted]}`);
    return 2;
  }
  const call = { config, query, ...wanted, userId: flags.user ?? config.identity.userId };
  const running = await findMemory(config);
  const found =
    running === undefined
      ? await searchDatabase(call)
      : await searchService(call, running.url, context);
  if (flags.json === true) {
    const { hits, trace } = found;
    context.say(JSON.stringify(trace === undefined ? hits : { hits, trace }, undefined, 2));
  } else
    for (const line of foundLines(found, context.texts.search, config.timeZone)) context.say(line);
  return 0;
}

function foundLines(
  { hits, trace }: Found,
  texts: Texts['search'],
  timeZone: string,
): readonly string[] {
  const hitLine = (hit: ShownHit) => toLine(hit, timeZone);
  const lines = hits.length === 0 ? [texts.none] : hits.map(hitLine);
  if (trace === undefined) return lines;
  return [
    ...(hits.length === 0 ? lines : hits.flatMap((hit) => [hitLine(hit), ...whyLines(hit, texts)])),
    ...traceLines(trace, texts),
  ];
}

/** What the options say, or which text tells what is wrong with them. */
function readFlags(
  flags: SearchFlags,
  timeZone: string,
): Pick<SearchCall, 'limit' | 'asOf' | 'trace'> | 'invalidLimit' | 'invalidTime' {
  const limit = Number(flags.limit ?? 10);
  const trace = flags.trace === true;
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) return 'invalidLimit';
  const given = givenTime(flags.asOf, timeZone);
  if (given === undefined) return { limit, trace };
  const asOf = parseIsoInstant(given);
  return asOf === undefined ? 'invalidTime' : { limit, trace, asOf };
}

function toLine({ score, createdAt, category, text }: ShownHit, timeZone: string): string {
  return `${score.toFixed(2)}  ${dayIn(createdAt, timeZone)}  ${category}  ${singleLine(text)}`;
}

async function searchDatabase(call: SearchCall): Promise<Found> {
  const { config, query, userId, limit, trace, asOf } = call;
  const options = { limit, trace, ...(asOf === undefined ? {} : { asOf }) };
  makeStateFolders(config.home, config.memory.dataDir);
  const { composeCore } = await import('../compose.ts');
  await using core = await composeCore({ config, log: silentLogger });
  return await core.memory.search({ ...config.identity, userId }, query, options);
}

async function searchService(
  { config, query, userId, limit, trace, asOf }: SearchCall,
  url: string,
  { texts }: CommandContext,
): Promise<Found> {
  const { secret } = config.memory;
  const response = await fetch(`${url}/api/v1/search_memory`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    },
    body: JSON.stringify({ ...config.identity, userId, query, limit, trace, asOf }),
  });
  if (!response.ok) {
    throw new AppError('unavailable', texts.search.refused(url, response.status));
  }
  return (await response.json()) as Found;
}
