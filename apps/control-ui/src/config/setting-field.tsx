import { kindOf } from './json-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { ItemsField } from './items-field.tsx';
import { RecordField } from './record-field.tsx';
import type { NestedFieldProps, SettingEdit, SettingFieldProps } from './setting-edit.ts';
import { toPathText } from './setting-tree.ts';
import type { SettingPath } from './setting-tree.ts';
import { useSettingWords } from './use-setting-words.ts';
import { ValueField } from './value-field.tsx';

/** One setting, or a section with its settings. */
export function SettingField(props: SettingFieldProps) {
  const { schema, path, edit } = props;
  const wordsOf = useSettingWords();
  if (!isAnyShown(schema, path, edit, wordsOf)) return null;
  const fieldsOf: NestedFieldProps['fieldsOf'] = (part, place) => (
    <SectionFields schema={part} path={place} edit={edit} />
  );
  switch (kindOf(schema)) {
    case 'fixed':
      return null;
    case 'section':
      return <SectionField {...props} />;
    case 'record':
      return <RecordField {...props} fieldsOf={fieldsOf} />;
    case 'items':
      return <ItemsField {...props} fieldsOf={fieldsOf} />;
    default:
      return <ValueField {...props} />;
  }
}

/** A section: a heading and its settings. */
function SectionField(props: SettingFieldProps) {
  const { schema, path } = props;
  const { title, description } = useSettingWords()(schema, path);
  return (
    <fieldset class={path.length <= 1 ? 'card' : 'group'}>
      <legend>{title}</legend>
      {description === '' ? null : <p class="note">{description}</p>}
      <SectionFields {...props} />
    </fieldset>
  );
}

function SectionFields({ schema, path, edit }: SettingFieldProps) {
  return (
    <>
      {Object.entries(schema.properties ?? {}).map(([name, part]) => (
        <SettingField key={name} schema={part} path={[...path, name]} edit={edit} />
      ))}
    </>
  );
}

type WordsOf = ReturnType<typeof useSettingWords>;

/** Whether a setting, or one inside it, is what is searched. */
function isAnyShown(
  schema: JsonSchema,
  path: SettingPath,
  edit: SettingEdit,
  wordsOf: WordsOf,
): boolean {
  const { title, description } = wordsOf(schema, path);
  if (edit.isShown(toPathText(path), title, description)) return true;
  return Object.entries(schema.properties ?? {}).some(([name, part]) =>
    isAnyShown(part, [...path, name], edit, wordsOf),
  );
}
