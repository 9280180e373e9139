import { columns, minuteOf } from '../columns.ts';
import { readStandardInput } from './remote-call.ts';
import type { RemoteAction } from './remote-call.ts';

interface SettingFlags {
  readonly name?: string;
  readonly model?: string;
  readonly emoji?: string;
  readonly workspace?: string;
}

export const listAgents: RemoteAction<object> = async ({ client, show }) => {
  const list = await client.call('agents.list');
  const rows = list.agents.map(({ id, name, model, workspace }) => [
    id === list.defaultId ? `${id} *` : id,
    name,
    model?.primary ?? '-',
    workspace,
  ]);
  show(list, columns(rows));
};

export const createAgent: RemoteAction<SettingFlags> = async ({ client, flags, words, show }) => {
  const [name = ''] = words;
  const made = await client.call('agents.create', { ...settingsOf(flags), name });
  show(made, [made.agentId]);
};

export const updateAgent: RemoteAction<SettingFlags> = async (call) => {
  const { client, flags, words, texts, show } = call;
  const [agentId = ''] = words;
  const { name } = flags;
  const change = { ...settingsOf(flags), ...(name === undefined ? {} : { name }), agentId };
  show(await client.call('agents.update', change), [texts.done]);
};

function settingsOf({ model, emoji, workspace }: SettingFlags) {
  return {
    ...(model === undefined ? {} : { model }),
    ...(emoji === undefined ? {} : { emoji }),
    ...(workspace === undefined ? {} : { workspace }),
  };
}

export const deleteAgent: RemoteAction<object> = async ({ client, words, texts, show }) => {
  const [agentId = ''] = words;
  show(await client.call('agents.delete', { agentId }), [texts.done]);
};

export const agentFiles: RemoteAction<{ readonly write?: true }> = async (call) => {
  const { client, flags, words, texts, show } = call;
  const [agentId = '', name] = words;
  if (name === undefined) {
    const list = await client.call('agents.files.list', { agentId });
    const rows = list.files.map(({ name: file, missing, size = 0, updatedAtMs }) => [
      file,
      missing ? '-' : `${size} B`,
      updatedAtMs === undefined ? '' : minuteOf(updatedAtMs),
    ]);
    show(list, columns(rows));
  } else if (flags.write === true) {
    const content = await readStandardInput();
    show(await client.call('agents.files.set', { agentId, name, content }), [texts.done]);
  } else {
    const answer = await client.call('agents.files.get', { agentId, name });
    show(answer, answer.file.missing ? [] : [answer.file.content ?? '']);
  }
};
