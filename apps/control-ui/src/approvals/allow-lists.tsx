import type { ExecApprovalsShape } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp } from '../app.ts';
import { Input, Select } from '../components/field.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { useLoad } from '../components/use-load.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import type { ChangeRules } from './use-rules-change.ts';

type AgentRules = ExecApprovalsShape['agents'];
type Entry = AgentRules[string]['allowlist'][number];

interface AllowListsProps {
  readonly agents: AgentRules;
  readonly onChange: ChangeRules;
}

/** The commands that each agent may always run. */
export function AllowLists({ agents, onChange }: AllowListsProps) {
  const { approvals: t } = useManageTexts();
  const setList = (agentId: string, change: (list: readonly Entry[]) => readonly Entry[]): void =>
    onChange((file) => {
      const before = file.agents[agentId] ?? { allowlist: [] };
      const allowlist = change(before.allowlist);
      return { ...file, agents: { ...file.agents, [agentId]: { ...before, allowlist } } };
    });
  const lists = Object.entries(agents).filter(([, { allowlist }]) => allowlist.length > 0);
  return (
    <>
      {lists.length === 0 ? <p class="note">{t.noneAllowed}</p> : null}
      {lists.map(([agentId, { allowlist }]) => (
        <section key={agentId}>
          <h3>{t.allowed(agentId)}</h3>
          <ul class="patterns">
            {allowlist.map((entry) => (
              <li key={entry.pattern}>
                <code>{entry.pattern}</code>
                <IconButton
                  icon="close"
                  label={t.remove(entry.pattern)}
                  onClick={() =>
                    setList(agentId, (list) =>
                      list.filter(({ pattern }) => pattern !== entry.pattern),
                    )
                  }
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <AddPattern
        onAdd={(agentId, pattern) => setList(agentId, (list) => [...list, { pattern }])}
      />
    </>
  );
}

function AddPattern(props: { readonly onAdd: (agentId: string, pattern: string) => void }) {
  const { gateway } = useApp();
  const { approvals: t } = useManageTexts();
  const chosen = useSignal<string | undefined>(undefined);
  const pattern = useSignal('');
  const list = useLoad(() => gateway.client.value.call('agents.list'), []);
  const agents = list.data?.agents ?? [];
  const agentId = chosen.value ?? list.data?.defaultId;
  const added = pattern.value.trim();
  return (
    <form
      class="inline"
      onSubmit={(event) => {
        event.preventDefault();
        if (added === '' || agentId === undefined) return;
        props.onAdd(agentId, added);
        pattern.value = '';
      }}
    >
      <Select
        label={t.agent}
        value={agentId ?? ''}
        options={agents.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(value) => {
          chosen.value = value;
        }}
      />
      <Input
        label={t.pattern}
        type="text"
        value={pattern.value}
        onChange={(value) => {
          pattern.value = value;
        }}
      />
      <button type="submit" class="secondary" disabled={added === '' || agentId === undefined}>
        {t.add}
      </button>
    </form>
  );
}
