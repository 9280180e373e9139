import type { JsonSchema } from './json-schema.ts';

interface Attributes {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string;
}

export interface ValueInputProps {
  readonly schema: JsonSchema;
  readonly name: string;
  readonly value: unknown;
  /** What holds while nothing is set; empty when nothing does. */
  readonly standard: string;
  /** Undefined: not set. */
  readonly onChange: (value: unknown) => void;
  readonly attributes: Attributes;
}
