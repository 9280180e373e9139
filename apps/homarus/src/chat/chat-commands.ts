import { singleLine, truncate } from '@homarus/base';
import type { GatewayClient } from '@homarus/sdk';

import type { Texts } from '../texts/index.ts';
import { showLastExchange } from './last-exchange.ts';
import type { ChatSession } from './session-key.ts';

export interface ChatCommandsDeps {
  readonly client: GatewayClient;
  readonly session: ChatSession;
  readonly tell: (line: string) => void;
  readonly texts: Texts['chat'];
}

type Command = (rest: string) => Promise<void> | void;

/** What a line after `/` does: `/new`, `/sessions`, `/switch`, `/compact`, `/memory`, `/model`. */
export function chatCommands(
  deps: ChatCommandsDeps,
): (name: string, rest: string) => Promise<boolean> {
  const { client, session, tell, texts } = deps;
  const commands: Readonly<Record<string, Command>> = {
    new: () => {
      session.startAnew();
      tell(texts.fresh);
    },
    sessions: () => listSessions(deps),
    switch: (wanted) => switchSession(deps, wanted),
    compact: async () => {
      const { compacted, result } = await client.call('sessions.compact', { key: session.key });
      const { tokensBefore = 0, tokensAfter = 0 } = result ?? {};
      tell(compacted ? texts.compacted(tokensBefore, tokensAfter) : texts.nothingToCompact);
    },
    memory: (query) => searchMemory(deps, query),
    model: (wanted) => chooseModel(deps, wanted),
  };
  return async (name, rest) => {
    const command = commands[name];
    await command?.(rest.trim());
    return command !== undefined;
  };
}

const shownSessions = 20;

async function readSessions({ client }: ChatCommandsDeps) {
  return (await client.call('sessions.list', { limit: shownSessions })).sessions;
}

async function listSessions(deps: ChatCommandsDeps): Promise<void> {
  const { session, tell, texts } = deps;
  const sessions = await readSessions(deps);
  for (const [index, { key, displayName }] of sessions.entries()) {
    const mark = key === session.key ? '*' : ' ';
    tell(`${mark} ${index + 1}  ${truncate(singleLine(displayName), 60)}  ${key}`);
  }
  if (sessions.length === 0) tell(texts.noSessions);
}

async function searchMemory(
  { client, session, tell, texts }: ChatCommandsDeps,
  query: string,
): Promise<void> {
  if (query === '') {
    tell(texts.memoryWords);
    return;
  }
  const { results } = await client.call('memory.search', { query, sessionKey: session.key });
  for (const { snippet, createdAt } of results) {
    const day = createdAt === undefined ? '' : `${new Date(createdAt).toLocaleDateString('sv')}  `;
    tell(`- ${day}${truncate(singleLine(snippet), 300)}`);
  }
  if (results.length === 0) tell(texts.nothingRemembered);
}

/** By its number in `/sessions`, or by its key. */
async function switchSession(deps: ChatCommandsDeps, wanted: string): Promise<void> {
  const { client, session, tell, texts } = deps;
  if (wanted === '') {
    await listSessions(deps);
    return;
  }
  const sessions = await readSessions(deps);
  const found = sessions[Number(wanted) - 1] ?? sessions.find(({ key }) => key === wanted);
  if (found === undefined) {
    tell(texts.noSuchSession(wanted));
    return;
  }
  session.switchTo(found.key);
  tell(texts.switched(found.displayName));
  await showLastExchange({ client, sessionKey: found.key, tell, texts });
}

/** Without a name it lists; `default` goes back to that of the agent. */
async function chooseModel(
  { client, session, tell, texts }: ChatCommandsDeps,
  wanted: string,
): Promise<void> {
  if (wanted === '') {
    const [{ models }, { sessionInfo, defaults }] = await Promise.all([
      client.call('models.list'),
      client.call('chat.history', { sessionKey: session.key, limit: 1 }),
    ]);
    const { modelProvider, model } = { ...defaults, ...sessionInfo };
    const chosen = `${modelProvider}/${model}`;
    for (const { provider, id } of models) {
      const name = `${provider}/${id}`;
      tell(`${name === chosen ? '*' : ' '} ${name}`);
    }
    return;
  }
  const model = wanted === 'default' ? null : wanted;
  const { resolved } = await client.call('sessions.patch', { key: session.key, model });
  tell(texts.modelChosen(`${resolved.modelProvider}/${resolved.model}`));
}
