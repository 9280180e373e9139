import { AppError, singleLine, truncate } from '@homarus/base';

import { columns } from '../columns.ts';
import { readJsonObject } from './remote-call.ts';
import type { RemoteAction } from './remote-call.ts';

interface AgentFlags {
  readonly agent?: string;
}

export const listTools: RemoteAction<AgentFlags> = async ({ client, flags, show }) => {
  const answer = await client.call(
    'tools.effective',
    flags.agent === undefined ? {} : { agentId: flags.agent },
  );
  const tools = answer.groups.flatMap((group) => group.tools);
  const rows = tools.map(({ id, description }) => [id, truncate(singleLine(description), 90)]);
  show(answer, columns(rows));
};

interface InvokeFlags extends AgentFlags {
  readonly session?: string;
}

export const invokeTool: RemoteAction<InvokeFlags> = async (call) => {
  const { client, flags, words, texts, show } = call;
  const [name = '', parameters = '{}'] = words;
  const answer = await client.call(
    'tools.invoke',
    {
      name,
      args: readJsonObject(parameters, 'parameters', texts),
      ...(flags.agent === undefined ? {} : { agentId: flags.agent }),
      ...(flags.session === undefined ? {} : { sessionKey: flags.session }),
    },
    // A tool may wait for an approval.
    { timeoutMs: 0 },
  );
  const { ok, output, error } = answer;
  const lines = (output?.content ?? []).flatMap(({ text }) => text ?? []);
  if (!ok) throw new AppError('model_failed', error?.message ?? lines.join('\n'));
  show(answer, lines);
};
