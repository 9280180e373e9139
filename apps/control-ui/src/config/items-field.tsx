import { ConfirmButton } from '../components/confirm-button.tsx';
import { Select } from '../components/field.tsx';
import { useManageTexts } from '../texts/manage/index.ts';
import { discriminatorOf, isTree, variantOf } from './json-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import type { NestedFieldProps } from './setting-edit.ts';
import { getIn } from './setting-tree.ts';
import type { SettingPath } from './setting-tree.ts';
import { useSettingWords } from './use-setting-words.ts';

/** A list of sections: models. */
export function ItemsField({ schema, path, edit, fieldsOf }: NestedFieldProps) {
  const { config: t } = useManageTexts();
  const { title, description } = useSettingWords()(schema, path);
  const value = getIn(edit.draft, path);
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const { items: part = {} } = schema;
  return (
    <fieldset class="card">
      <legend>{title}</legend>
      {description === '' ? null : <p class="note">{description}</p>}
      {items.map((item, index) => {
        const place = [...path, index];
        const name = nameOf(item) ?? `${index + 1}`;
        return (
          <fieldset key={index} class="group">
            <legend>{name}</legend>
            <VariantSelect
              schema={part}
              path={place}
              value={item}
              onChange={(next) => edit.set(place, next)}
            />
            {fieldsOf(variantOf(part, item), place)}
            <ConfirmButton
              label={t.remove(name)}
              question={t.removeQuestion(name)}
              onConfirm={() => edit.set(place, undefined)}
            />
          </fieldset>
        );
      })}
      <div class="row">
        <button
          type="button"
          class="secondary"
          onClick={() => edit.set([...path, items.length], toFreshItem(part))}
        >
          {t.add}
        </button>
      </div>
    </fieldset>
  );
}

interface VariantSelectProps {
  readonly schema: JsonSchema;
  readonly path: SettingPath;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** Which of several kinds an item is; what another kind does not have goes. */
function VariantSelect({ schema, path, value, onChange }: VariantSelectProps) {
  const wordsOf = useSettingWords();
  const name = discriminatorOf(schema);
  if (name === undefined || schema.oneOf === undefined) return null;
  const { title } = wordsOf(schema.oneOf[0]?.properties?.[name] ?? {}, [...path, name]);
  const choices = schema.oneOf.map((variant) => String(variant.properties?.[name]?.const));
  const choose = (choice: string): void => {
    const { properties = {} } = variantOf(schema, { [name]: choice });
    const kept = Object.entries(isTree(value) ? value : {}).filter(([key]) => key in properties);
    onChange({ ...Object.fromEntries(kept), [name]: choice });
  };
  return (
    <Select
      label={title}
      value={isTree(value) ? String(value[name]) : ''}
      options={choices.map((choice) => ({ value: choice, label: choice }))}
      onChange={choose}
    />
  );
}

function toFreshItem(schema: JsonSchema): unknown {
  const name = discriminatorOf(schema);
  const variant = variantOf(schema, undefined);
  return name === undefined ? {} : { [name]: variant.properties?.[name]?.const };
}

function nameOf(item: unknown): string | undefined {
  const name = isTree(item) ? item['name'] : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}
