import type { ToolsResult } from '@homarus/protocol';

import { useApp } from '../app.ts';
import { Field, Select } from '../components/field.tsx';
import { fromLines, toLines } from '../components/lines.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import { useFormDraft } from '../unsaved/use-form-draft.ts';
import type { AgentDetailProps } from './agent-detail-props.ts';
import type { AgentEntry } from './read-agents.ts';
import { useConfiguredAgent } from './use-configured-agent.ts';

const execModes = ['deny', 'allowlist', 'ask', 'full'] as const;

interface ToolsDraft {
  readonly profile: string;
  /** Lists have one on each line. */
  readonly allow: string;
  readonly deny: string;
  readonly mode: (typeof execModes)[number];
  readonly execAllow: string;
}

interface ToolsFormProps extends AgentDetailProps {
  readonly catalog: ToolsResult;
  /** The one in effect. */
  readonly profile: string;
}

/** The policy of an agent's tools, in the configuration file. */
export function ToolsForm(props: ToolsFormProps) {
  const { attempt } = useApp();
  const { agents: t } = useManageTexts();
  const configured = useConfiguredAgent(props);
  const { value, set, isChanged, settle } = useFormDraft(
    toDraft(props.agent.entry ?? {}, props.profile),
  );
  const form = { draft: value, set };
  const save = async (): Promise<void> => {
    await configured.save(toChange(value));
    settle(value);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        attempt(save());
      }}
    >
      <Modes {...form} catalog={props.catalog} />
      <Lists {...form} />
      <div class="row">
        <button type="submit" class="primary" disabled={!isChanged}>
          {t.save}
        </button>
      </div>
    </form>
  );
}

interface DraftProps {
  readonly draft: ToolsDraft;
  readonly set: (change: Partial<ToolsDraft>) => void;
}

function Modes({ draft, set, catalog }: DraftProps & { readonly catalog: ToolsResult }) {
  const { agents: t } = useManageTexts();
  return (
    <div class="fields">
      <Select
        label={t.profile}
        value={draft.profile}
        options={(catalog.profiles ?? []).map(({ id, label }) => ({ value: id, label }))}
        onChange={(profile) => set({ profile })}
      />
      <Select
        label={t.exec}
        value={draft.mode}
        options={execModes.map((value) => ({ value, label: t.execModes[value] }))}
        onChange={(value) => set({ mode: toMode(value) })}
      />
    </div>
  );
}

function Lists({ draft, set }: DraftProps) {
  const { agents: t } = useManageTexts();
  const { allow, deny, mode, execAllow } = draft;
  return (
    <div class="fields">
      <Lines label={t.allow} value={allow} onChange={(value) => set({ allow: value })} />
      <Lines label={t.deny} value={deny} onChange={(value) => set({ deny: value })} />
      {mode === 'allowlist' || mode === 'ask' ? (
        <Lines
          label={t.execAllow}
          value={execAllow}
          onChange={(value) => set({ execAllow: value })}
        />
      ) : null}
    </div>
  );
}

interface LinesProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Lines({ label, value, onChange }: LinesProps) {
  const { agents: t } = useManageTexts();
  return (
    <Field label={label}>
      <textarea
        rows={2}
        spellcheck={false}
        placeholder={t.onePerLine}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}

function toDraft({ tools = {}, exec = {} }: AgentEntry, profile: string): ToolsDraft {
  return {
    profile,
    allow: toLines(tools.allow),
    deny: toLines(tools.deny),
    mode: toMode(exec.mode),
    execAllow: toLines(exec.allow),
  };
}

function toChange({ profile, allow, deny, mode, execAllow }: ToolsDraft): AgentEntry {
  return {
    tools: { profile, allow: fromLines(allow), deny: fromLines(deny) },
    exec: { mode, allow: fromLines(execAllow) },
  };
}

const toMode = (value: string | undefined): ToolsDraft['mode'] =>
  execModes.find((mode) => mode === value) ?? 'deny';
