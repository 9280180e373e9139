import { singleLine, truncate } from '@homarus/base';
import type { SessionMessage } from '@homarus/protocol';
import type { GatewayClient } from '@homarus/sdk';

import type { Texts } from '../texts/index.ts';

export interface LastExchange {
  readonly client: GatewayClient;
  readonly sessionKey: string;
  readonly tell: (line: string) => void;
  readonly texts: Texts['chat'];
}

/** As far back as the last thing that each side said is looked for. */
const lookBack = 20;
const maxAnswerChars = 800;
const maxQuestionChars = 200;

/** Shows where a conversation was left; nothing of one in which nobody has spoken. */
export async function showLastExchange({
  client,
  sessionKey,
  tell,
  texts,
}: LastExchange): Promise<void> {
  const { messages } = await client.call('chat.history', { sessionKey, limit: lookBack });
  const last = (role: SessionMessage['role']): string =>
    messages.map((message) => (message.role === role ? textOf(message) : '')).findLast(Boolean) ??
    '';
  const asked = last('user');
  if (asked === '') return;
  tell(`${texts.prompt}${truncate(singleLine(asked), maxQuestionChars)}`);
  const answered = last('assistant');
  if (answered !== '') tell(truncate(answered, maxAnswerChars));
}

function textOf({ content }: SessionMessage): string {
  return content
    .map((part) => ('text' in part ? part.text : ''))
    .join('\n')
    .trim();
}
