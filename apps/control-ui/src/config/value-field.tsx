import { useId } from 'preact/hooks';

import { fromLines, toLines } from '../components/lines.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import { JsonInput } from './json-input.tsx';
import { kindOf } from './json-schema.ts';
import { isSecretPath } from './secret-path.ts';
import type { SettingFieldProps } from './setting-edit.ts';
import { getIn, toPathText } from './setting-tree.ts';
import { useSettingWords } from './use-setting-words.ts';
import type { ValueInputProps } from './value-input.ts';

/** A setting without others inside, with what it is for and what is wrong with it. */
export function ValueField({ schema, path, edit }: SettingFieldProps) {
  const { config: t } = useManageTexts();
  const { title, description } = useSettingWords()(schema, path);
  const id = useId();
  const name = toPathText(path);
  const problem = edit.problemOf(name);
  const value = getIn(edit.draft, path);
  const isSet = value !== undefined;
  return (
    <div class="setting">
      <label for={id}>{title}</label>
      <code class="mono muted">{name}</code>
      <ValueInput
        schema={schema}
        name={name}
        value={value}
        standard={toText(getIn(edit.effective, path) ?? schema.default)}
        onChange={(next) => edit.set(path, next)}
        attributes={{
          id,
          'aria-invalid': problem !== undefined,
          'aria-describedby': `${id}-words`,
        }}
      />
      {isSet ? (
        <button
          type="button"
          class="quiet"
          aria-label={t.resetOne(name)}
          onClick={() => edit.set(path, undefined)}
        >
          {t.reset}
        </button>
      ) : null}
      <p id={`${id}-words`} class="setting-words">
        {problem === undefined ? null : <span class="error">{problem} </span>}
        <span class="note">{description}</span>
      </p>
    </div>
  );
}

function ValueInput(props: ValueInputProps) {
  switch (kindOf(props.schema)) {
    case 'choice':
    case 'flag':
      return <ChoiceInput {...props} />;
    case 'number':
      return <NumberInput {...props} />;
    case 'text':
      return <TextInput {...props} />;
    case 'texts':
      return <LinesInput {...props} />;
    default:
      return <JsonInput {...props} />;
  }
}

function ChoiceInput({ schema, value, standard, onChange, attributes }: ValueInputProps) {
  const { config: t } = useManageTexts();
  const isFlag = schema.type === 'boolean';
  const labelOf = (choice: string): string =>
    isFlag ? (choice === 'true' ? t.on : t.off) : choice;
  const choices = isFlag ? ['true', 'false'] : (schema.enum ?? []);
  return (
    <select
      {...attributes}
      value={toText(value)}
      onChange={({ currentTarget: { value: chosen } }) => {
        if (chosen === '') onChange(undefined);
        else onChange(isFlag ? chosen === 'true' : chosen);
      }}
    >
      <option value="">{standard === '' ? t.unset : t.standard(labelOf(standard))}</option>
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {labelOf(choice)}
        </option>
      ))}
    </select>
  );
}

function NumberInput({ schema, value, standard, onChange, attributes }: ValueInputProps) {
  return (
    <input
      {...attributes}
      type="number"
      min={schema.minimum}
      max={schema.maximum}
      step={schema.type === 'integer' ? 1 : 'any'}
      placeholder={standard}
      value={typeof value === 'number' ? value : ''}
      onInput={({ currentTarget: { valueAsNumber } }) =>
        onChange(Number.isNaN(valueAsNumber) ? undefined : valueAsNumber)
      }
    />
  );
}

/** Settings that are whole paragraphs. */
const longTexts = /\.(?:instructions|soul)$/u;

function TextInput({ schema, name, value, standard, onChange, attributes }: ValueInputProps) {
  const text = toText(value);
  const mayBeNumber = schema.anyOf?.some(({ type }) => type === 'integer') === true;
  const onText = (next: string): void => {
    if (next === '') onChange(undefined);
    else onChange(mayBeNumber && /^\d+$/u.test(next) ? Number(next) : next);
  };
  const props = { ...attributes, placeholder: standard, value: text, autocomplete: 'off' as const };
  if (longTexts.test(name))
    return <textarea {...props} rows={4} onInput={(event) => onText(event.currentTarget.value)} />;
  // A reference says where a secret is, not what it is.
  return isSecretPath(name) && !text.startsWith('${') ? (
    <input {...props} type="password" onInput={(event) => onText(event.currentTarget.value)} />
  ) : (
    <input {...props} type="text" onInput={(event) => onText(event.currentTarget.value)} />
  );
}

function LinesInput({ value, standard, onChange, attributes }: ValueInputProps) {
  const lines = Array.isArray(value) ? value.map(toText) : [];
  return (
    <textarea
      {...attributes}
      rows={Math.min(6, lines.length + 1)}
      spellcheck={false}
      placeholder={standard}
      defaultValue={toLines(lines)}
      onChange={({ currentTarget: { value: text } }) => {
        const next = fromLines(text);
        onChange(next.length === 0 ? undefined : next);
      }}
    />
  );
}

/** A value as its field shows it; empty when there is none. */
function toText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(toText).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
