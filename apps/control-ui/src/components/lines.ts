/** A list as a person edits it: one on each line. */
export const toLines = (list: readonly string[] = []): string => list.join('\n');

/** The list again, without what is empty. */
export const fromLines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
