import { useSignal } from '@preact/signals';

import { useApp } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Card } from '../components/page.tsx';
import { useLoad } from '../components/use-load.ts';
import { useManageTexts } from '../texts/manage/index.ts';

/** The files of the workspace that make an agent what it is. */
export function AgentFiles({ agentId }: { readonly agentId: string }) {
  const { gateway } = useApp();
  const { agents: t } = useManageTexts();
  const { relative } = useFormat();
  const open = useSignal('AGENTS.md');
  const list = useLoad(() => gateway.client.value.call('agents.files.list', { agentId }), []);
  return (
    <Card title={t.files} note={t.filesNote}>
      <LoadedView loaded={list}>
        {({ files }) => (
          <div class="file-list" role="group" aria-label={t.files}>
            {files.map(({ name, missing, updatedAtMs }) => (
              <button
                key={name}
                type="button"
                class="chip-button"
                aria-pressed={open.value === name}
                title={missing || updatedAtMs === undefined ? t.missing : relative(updatedAtMs)}
                data-missing={missing}
                onClick={() => {
                  open.value = name;
                }}
              >
                {name}
              </button>
            ))}
          </div>
        )}
      </LoadedView>
      <FileEditor key={open.value} agentId={agentId} name={open.value} onSaved={list.reload} />
    </Card>
  );
}

interface FileEditorProps {
  readonly agentId: string;
  readonly name: string;
  readonly onSaved: () => void;
}

function FileEditor({ agentId, name, onSaved }: FileEditorProps) {
  const { gateway, toasts } = useApp();
  const { agents: t } = useManageTexts();
  const { call } = gateway.client.value;
  const file = useLoad(() => call('agents.files.get', { agentId, name }), [agentId, name]);
  const save = async (content: string): Promise<void> => {
    await call('agents.files.set', { agentId, name, content });
    toasts.show(t.saved);
    file.reload();
    onSaved();
  };
  return (
    <LoadedView loaded={file}>
      {({ file: { content = '' } }) => (
        <TextForm label={`${t.file} ${name}`} content={content} onSave={save} />
      )}
    </LoadedView>
  );
}

interface TextFormProps {
  readonly label: string;
  readonly content: string;
  readonly onSave: (text: string) => Promise<void>;
}

function TextForm({ label, content, onSave }: TextFormProps) {
  const { attempt } = useApp();
  const { agents: t } = useManageTexts();
  const draft = useSignal<string | undefined>(undefined);
  const text = draft.value ?? content;
  const isChanged = text !== content;
  const discard = (): void => {
    draft.value = undefined;
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        attempt(onSave(text));
      }}
    >
      <textarea
        class="block-input"
        rows={12}
        spellcheck={false}
        aria-label={label}
        value={text}
        onInput={(event) => {
          draft.value = event.currentTarget.value;
        }}
      />
      <div class="row">
        <button type="submit" class="primary" disabled={!isChanged}>
          {t.save}
        </button>
        {isChanged ? (
          <>
            <button type="button" class="secondary" onClick={discard}>
              {t.discard}
            </button>
            <span class="note" role="status">
              {t.unsaved}
            </span>
          </>
        ) : null}
      </div>
    </form>
  );
}
