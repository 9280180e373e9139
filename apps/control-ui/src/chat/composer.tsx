import { useSignal, useSignalEffect } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

import { useApp, useTexts } from '../app.ts';
import { IconButton } from '../components/icon-button.tsx';
import { Icon } from '../components/icon.tsx';
import { CommandList } from './command-list.tsx';
import { parseCommand, proposeCommands } from './commands.ts';
import type { CommandName } from './commands.ts';
import { DraftFiles } from './draft-files.tsx';
import { replacedHere, ReplacesLine } from './replaces-line.tsx';
import { useAttach } from './use-attach.ts';
import { useCommands } from './use-commands.ts';

const maxHeightPx = 220;

/** The field for a message, with its files and commands. */
export function Composer() {
  const { draft, conversation } = useApp();
  const t = useTexts();
  const chosen = useSignal(0);
  const submit = useSubmit();
  const proposed = proposeCommands(draft.text.value);
  const choose = (name: CommandName): void =>
    draft.propose(name === 'title' ? '/title ' : `/${name}`);
  const isBusy = conversation.live.value !== undefined;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {proposed.length === 0 ? null : (
        <CommandList names={proposed} chosen={chosen.value} onChoose={choose} />
      )}
      <DraftFiles />
      <ReplacesLine />
      <div class="composer-row">
        <AttachButton />
        <Field proposed={proposed} chosen={chosen} onChoose={choose} onSubmit={submit} />
        {isBusy ? <StopButton /> : null}
        <button class="primary round" type="submit" id="send" disabled={!useCanSend()}>
          <Icon name="send" />
          <span class="hidden">{isBusy ? t.composer.queue : t.composer.send}</span>
        </button>
      </div>
      <p class="note hint">{t.composer.hint}</p>
    </form>
  );
}

function useCanSend(): boolean {
  const { draft } = useApp();
  return draft.text.value.trim() !== '' || draft.attachments.value.length > 0;
}

function useSubmit(): () => void {
  const { draft, conversation, attempt } = useApp();
  const runCommand = useCommands();
  return () => {
    const text = draft.text.value.trim();
    const attachments = draft.attachments.value;
    if (text === '' && attachments.length === 0) return;
    draft.text.value = '';
    const command = parseCommand(text);
    if (command !== undefined) {
      runCommand(command);
      return;
    }
    const replaces = replacedHere(draft, conversation)?.messageId;
    draft.attachments.value = [];
    draft.replaces.value = undefined;
    attempt(conversation.send({ text, attachments, replaces }));
  };
}

interface FieldProps {
  readonly proposed: readonly CommandName[];
  readonly chosen: { value: number };
  readonly onChoose: (name: CommandName) => void;
  readonly onSubmit: () => void;
}

function Field({ proposed, chosen, onChoose, onSubmit }: FieldProps) {
  const { draft } = useApp();
  const t = useTexts();
  const attach = useAttach();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = draft.text.value;
  useLayoutEffect(() => {
    if (field.current === null) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${Math.min(field.current.scrollHeight, maxHeightPx)}px`;
  }, [text]);
  useSignalEffect(() => {
    if (draft.focus.value >= 0) field.current?.focus();
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    // An input method uses Enter to choose a word.
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && proposed.length > 0) {
      event.preventDefault();
      chosen.value = (chosen.value + step + proposed.length) % proposed.length;
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    const name = proposed[chosen.value];
    chosen.value = 0;
    if (name !== undefined && text !== `/${name}`) onChoose(name);
    else onSubmit();
  };
  return (
    <>
      <label class="hidden" for="prompt">
        {t.composer.label}
      </label>
      <textarea
        id="prompt"
        ref={field}
        rows={1}
        enterkeyhint="send"
        placeholder={t.composer.placeholder}
        value={text}
        onInput={(event) => {
          draft.text.value = event.currentTarget.value;
        }}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const files = event.clipboardData?.files;
          if (files === undefined || files.length === 0) return;
          event.preventDefault();
          attach(files);
        }}
      />
    </>
  );
}

function AttachButton() {
  const t = useTexts();
  const attach = useAttach();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon="clip" label={t.composer.attach} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t.composer.attach}
        onChange={(event) => {
          attach(event.currentTarget.files ?? []);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

function StopButton() {
  const { conversation, attempt, draft } = useApp();
  const t = useTexts();
  return (
    <button
      type="button"
      id="stop"
      class="secondary round"
      onClick={() => {
        attempt(conversation.stop());
        draft.focus.value += 1;
      }}
    >
      <Icon name="stop" />
      <span class="hidden">{t.composer.stop}</span>
    </button>
  );
}
