import JSON5 from 'json5';
import { Document, isMap, parseDocument } from 'yaml';
import type { YAMLMap } from 'yaml';

/** A place in the tree: names of keys, and numbers of list items. */
export type ConfigPath = readonly (string | number)[];

/** The text of a configuration file as a tree that can be changed. Comments of YAML stay. */
export interface ConfigText {
  readonly document: Document;
  /** The file's new text. */
  print(): string;
}

/** Whether the file is JSON5, by its name; YAML otherwise. */
function isJson(file: string): boolean {
  return /\.json5?$/iu.test(file);
}

/** Throws what the parser says. */
export function parseTree(text: string, file: string): unknown {
  return openConfigText(text, file).document.toJS() as unknown;
}

/** Throws what the parser says. JSON5 is printed as JSON: its comments go when it is changed. */
export function openConfigText(text: string, file: string): ConfigText {
  if (isJson(file)) {
    const document = new Document(text.trim() === '' ? {} : JSON5.parse<unknown>(text));
    return { document, print: () => `${JSON.stringify(document.toJS(), undefined, 2)}\n` };
  }
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem !== undefined) throw problem;
  return { document, print: () => document.toString({ lineWidth: 0 }) };
}

/** The map at the top; made when the file is empty, or has nothing but comments. */
export function topOf({ document }: ConfigText): YAMLMap | undefined {
  document.contents ??= document.createNode({});
  return isMap(document.contents) ? document.contents : undefined;
}

/** `models[0].endpoint` and `models.0.endpoint` as a path. */
export function parseConfigPath(text: string): ConfigPath {
  return text
    .replaceAll(/\[(\d+)\]/gu, '.$1')
    .split('.')
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/u.test(part) ? Number(part) : part));
}

/** `models[0].endpoint`. */
export function toPathText(path: ConfigPath): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join('');
}
