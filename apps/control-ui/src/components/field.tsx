import type { ComponentChildren, TargetedInputEvent } from 'preact';

/** A control with its name above it. */
export function Field(props: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <label class="field">
      <span>{props.label}</span>
      {props.children}
    </label>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

export function Select({ label, value, options, onChange }: SelectProps) {
  return (
    <Field label={label}>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface ValueProps {
  readonly value: string;
  readonly onInput: (event: TargetedInputEvent<HTMLInputElement>) => void;
}

// One element for each: the types of attributes differ with the type of input.
const inputs = {
  text: (props: ValueProps) => <input type="text" {...props} />,
  date: (props: ValueProps) => <input type="date" {...props} />,
  search: (props: ValueProps) => <input type="search" {...props} />,
};

interface InputProps {
  readonly label: string;
  readonly type: 'text' | 'date' | 'search';
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function Input({ label, type, value, onChange }: InputProps) {
  const onInput = (event: TargetedInputEvent<HTMLInputElement>): void =>
    onChange(event.currentTarget.value);
  const props = { value, onInput };
  return <Field label={label}>{inputs[type](props)}</Field>;
}

interface CheckProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function Check({ label, isOn, onChange }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
