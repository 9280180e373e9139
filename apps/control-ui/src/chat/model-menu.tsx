import { useSignal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { Menu, MenuItem } from '../components/menu.tsx';
import { agentOf } from '../sessions/agent-of.ts';

/** Which model answers in this conversation; another one can be chosen. */
export function ModelMenu() {
  const { gateway, conversation, sessions, attempt } = useApp();
  const { chat } = useTexts();
  const models = useSignal<readonly string[] | undefined>(undefined);
  const key = conversation.key.value;
  const row = sessions.rows.value.find((known) => known.key === key);
  const model = row === undefined ? conversation.defaultModel.value : toName(row);
  const { call } = gateway.client.value;
  const open = async (): Promise<void> => {
    const listed = await call('models.list');
    models.value = listed.models.map(({ provider, id }) =>
      toName({ modelProvider: provider, model: id }),
    );
  };
  const choose = async (next: string | null): Promise<void> => {
    models.value = undefined;
    if (row !== undefined) await call('sessions.patch', { key, model: next });
    else if (next !== null)
      await call('sessions.create', { key, agentId: agentOf(key), model: next });
  };
  if (model === '') return null;
  return (
    <div class="model">
      <button
        type="button"
        id="model"
        class="badge"
        aria-haspopup="menu"
        aria-expanded={models.value !== undefined}
        aria-label={chat.model(model)}
        title={chat.model(model)}
        onClick={() => attempt(open())}
      >
        {model.slice(model.indexOf('/') + 1)}
      </button>
      {models.value === undefined ? null : (
        <Menu
          label={chat.models}
          onClose={() => {
            models.value = undefined;
          }}
        >
          <MenuItem onSelect={() => attempt(choose(null))}>{chat.defaultModel}</MenuItem>
          {models.value.map((name) => (
            <MenuItem key={name} onSelect={() => attempt(choose(name))}>
              {name}
              {name === model ? ' ✓' : ''}
            </MenuItem>
          ))}
        </Menu>
      )}
    </div>
  );
}

/** `cloud/name-of-the-model` */
function toName(row: { readonly modelProvider: string; readonly model: string }): string {
  return `${row.modelProvider}/${row.model}`;
}
