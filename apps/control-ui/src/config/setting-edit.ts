import type { ComponentChildren } from 'preact';

import type { JsonSchema, Tree } from './json-schema.ts';
import type { SettingPath } from './setting-tree.ts';

/** What the fields of the form share. */
export interface SettingEdit {
  /** The file as it is edited. */
  readonly draft: Tree;
  /** What is in effect now, for what the file does not say. */
  readonly effective: Tree;
  /** Undefined takes a setting out of the file. */
  readonly set: (path: SettingPath, value: unknown) => void;
  /** What is wrong with a setting, in the language of the page. */
  readonly problemOf: (path: string) => string | undefined;
  /** Whether a search shows it. */
  readonly isShown: (path: string, title: string, description: string) => boolean;
}

export interface SettingFieldProps {
  readonly schema: JsonSchema;
  readonly path: SettingPath;
  readonly edit: SettingEdit;
}

/** Of a setting with sections inside, how their fields are shown. */
export interface NestedFieldProps extends SettingFieldProps {
  readonly fieldsOf: (schema: JsonSchema, path: SettingPath) => ComponentChildren;
}
