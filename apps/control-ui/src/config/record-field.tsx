import { useSignal } from '@preact/signals';

import { ConfirmButton } from '../components/confirm-button.tsx';
import { Input } from '../components/field.tsx';
import { useManageTexts } from '../texts/manage/index.ts';
import { isTree } from './json-schema.ts';
import type { NestedFieldProps } from './setting-edit.ts';
import { getIn, toPathText } from './setting-tree.ts';
import { useSettingWords } from './use-setting-words.ts';

/** Sections by names that a person chooses: agents. */
export function RecordField({ schema, path, edit, fieldsOf }: NestedFieldProps) {
  const { config: t } = useManageTexts();
  const { title, description } = useSettingWords()(schema, path);
  const fresh = useSignal('');
  const value = getIn(edit.draft, path);
  const names = Object.keys(isTree(value) ? value : {});
  const { additionalProperties: part } = schema;
  const add = (): void => {
    const name = fresh.value.trim();
    if (name === '' || names.includes(name)) return;
    edit.set([...path, name], {});
    fresh.value = '';
  };
  return (
    <fieldset class="card">
      <legend>{title}</legend>
      {description === '' ? null : <p class="note">{description}</p>}
      {names.map((name) => (
        <fieldset key={name} class="group">
          <legend>{name}</legend>
          {typeof part === 'object' ? fieldsOf(part, [...path, name]) : null}
          <Problem text={edit.problemOf(toPathText([...path, name]))} />
          <ConfirmButton
            label={t.remove(name)}
            question={t.removeQuestion(name)}
            onConfirm={() => edit.set([...path, name], undefined)}
          />
        </fieldset>
      ))}
      <div class="row">
        <Input
          label={t.newName}
          type="text"
          value={fresh.value}
          onChange={(name) => {
            fresh.value = name;
          }}
        />
        <button type="button" class="secondary" onClick={add}>
          {t.add}
        </button>
      </div>
    </fieldset>
  );
}

function Problem({ text }: { readonly text: string | undefined }) {
  return text === undefined ? null : <p class="error">{text}</p>;
}
