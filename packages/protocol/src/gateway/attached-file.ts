const beginning = '[The user attached a file. It is in your workspace: ';
const end = ']';

/** What a model reads of a file that a person attached; `path` leads to it in the agent's workspace. */
export function toAttachedFileText(path: string): string {
  return beginning + path + end;
}

/** The path that such a text names; undefined for every other text. */
export function parseAttachedFileText(text: string): string | undefined {
  const isOne = text.startsWith(beginning) && text.endsWith(end) && !text.includes('\n');
  return isOne ? text.slice(beginning.length, -end.length) : undefined;
}
