import { useSignal } from '@preact/signals';

import { useApp } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Card } from '../components/page.tsx';
import { useLoad } from '../components/use-load.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import { useUnsaved } from '../unsaved/use-unsaved.ts';

type Drafts = ReadonlyMap<string, string>;

/** The files of the workspace that make an agent what it is. */
export function AgentFiles({ agentId }: { readonly agentId: string }) {
  const { gateway } = useApp();
  const { agents: t } = useManageTexts();
  const open = useSignal('AGENTS.md');
  /** What is not saved, by the name of the file: it stays while another one is open. */
  const drafts = useSignal<Drafts>(new Map());
  useUnsaved(() => drafts.value.size > 0);
  const list = useLoad(() => gateway.client.value.call('agents.files.list', { agentId }), []);
  const name = open.value;
  const setDraft = (file: string, text: string | undefined): void => {
    drafts.value = withDraft(drafts.value, file, text);
  };
  return (
    <Card title={t.files} note={t.filesNote}>
      <LoadedView loaded={list}>
        {({ files }) => (
          <div class="file-list" role="group" aria-label={t.files}>
            {files.map((file) => (
              <FileButton
                key={file.name}
                file={file}
                isOpen={file.name === name}
                isChanged={drafts.value.has(file.name)}
                onOpen={() => {
                  open.value = file.name;
                }}
              />
            ))}
          </div>
        )}
      </LoadedView>
      <FileEditor
        key={name}
        agentId={agentId}
        name={name}
        draft={drafts.value.get(name)}
        onDraft={(text) => setDraft(name, text)}
        onSaved={(text) => {
          // Unless it was written on meanwhile.
          if (drafts.value.get(name) === text) setDraft(name, undefined);
          list.reload();
        }}
      />
    </Card>
  );
}

function withDraft(drafts: Drafts, name: string, text: string | undefined): Drafts {
  const others = [...drafts].filter(([other]) => other !== name);
  return new Map(text === undefined ? others : [...others, [name, text]]);
}

interface FileButtonProps {
  readonly file: {
    readonly name: string;
    readonly missing: boolean;
    readonly updatedAtMs?: number;
  };
  readonly isOpen: boolean;
  readonly isChanged: boolean;
  readonly onOpen: () => void;
}

function FileButton({ file, isOpen, isChanged, onOpen }: FileButtonProps) {
  const { agents: t } = useManageTexts();
  const { relative } = useFormat();
  const { name, missing, updatedAtMs } = file;
  return (
    <button
      type="button"
      class="chip-button"
      aria-pressed={isOpen}
      title={missing || updatedAtMs === undefined ? t.missing : relative(updatedAtMs)}
      data-missing={missing}
      onClick={onOpen}
    >
      {name}
      {isChanged ? (
        <>
          <span aria-hidden="true"> •</span>
          <span class="hidden"> {t.unsaved}</span>
        </>
      ) : null}
    </button>
  );
}

interface FileEditorProps {
  readonly agentId: string;
  readonly name: string;
  /** Undefined while it is as it was read. */
  readonly draft: string | undefined;
  readonly onDraft: (text: string | undefined) => void;
  readonly onSaved: (text: string) => void;
}

function FileEditor({ agentId, name, draft, onDraft, onSaved }: FileEditorProps) {
  const { gateway, toasts, attempt } = useApp();
  const { agents: t } = useManageTexts();
  const { call } = gateway.client.value;
  const file = useLoad(() => call('agents.files.get', { agentId, name }), [agentId, name]);
  const saved = useSignal<string | undefined>(undefined);
  const save = async (content: string): Promise<void> => {
    await call('agents.files.set', { agentId, name, content });
    saved.value = content;
    toasts.show(t.saved);
    onSaved(content);
  };
  return (
    <LoadedView loaded={file}>
      {({ file: { content: read = '' } }) => {
        const content = saved.value ?? read;
        return (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              attempt(save(draft ?? content));
            }}
          >
            <textarea
              class="block-input"
              rows={12}
              spellcheck={false}
              aria-label={`${t.file} ${name}`}
              value={draft ?? content}
              onInput={({ currentTarget: { value } }) =>
                onDraft(value === content ? undefined : value)
              }
            />
            <FileActions isChanged={draft !== undefined} onDiscard={() => onDraft(undefined)} />
          </form>
        );
      }}
    </LoadedView>
  );
}

interface FileActionsProps {
  readonly isChanged: boolean;
  readonly onDiscard: () => void;
}

function FileActions({ isChanged, onDiscard }: FileActionsProps) {
  const { agents: t } = useManageTexts();
  return (
    <div class="row">
      <button type="submit" class="primary" disabled={!isChanged}>
        {t.save}
      </button>
      {isChanged ? (
        <>
          <button type="button" class="secondary" onClick={onDiscard}>
            {t.discard}
          </button>
          <span class="note" role="status">
            {t.unsaved}
          </span>
        </>
      ) : null}
    </div>
  );
}
