import { singleLine, truncate } from '@homarus/base';
import type { GatewayClient } from '@homarus/sdk';

import type { Texts } from '../texts/index.ts';
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
    memory: async (query) => {
      const { output, error } = await client.call('tools.invoke', {
        name: 'memory_recall',
        args: { query },
        sessionKey: session.key,
      });
      tell(error?.message ?? (output?.content ?? []).map(({ text = '' }) => text).join('\n'));
    },
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

/** By its number in `/sessions`, or by its key. */
async function switchSession(deps: ChatCommandsDeps, wanted: string): Promise<void> {
  const { session, tell, texts } = deps;
  const sessions = await readSessions(deps);
  const found = sessions[Number(wanted) - 1] ?? sessions.find(({ key }) => key === wanted);
  if (found === undefined) {
    tell(texts.noSuchSession(wanted));
    return;
  }
  session.switchTo(found.key);
  tell(texts.switched(found.displayName));
}

/** Without a name it lists; `default` goes back to that of the agent. */
async function chooseModel(
  { client, session, tell, texts }: ChatCommandsDeps,
  wanted: string,
): Promise<void> {
  if (wanted === '') {
    const { models } = await client.call('models.list');
    for (const { provider, id } of models) tell(`${provider}/${id}`);
    return;
  }
  const model = wanted === 'default' ? null : wanted;
  const { resolved } = await client.call('sessions.patch', { key: session.key, model });
  tell(texts.modelChosen(`${resolved.modelProvider}/${resolved.model}`));
}
