const labelWidth = 14;

/** Labelled rows whose texts begin in one column; a text of several lines stays in it. */
export function rows(
  entries: readonly (readonly [label: string, text: string])[],
): readonly string[] {
  const indent = ' '.repeat(labelWidth + 2);
  return entries.map(([label, text]) => {
    const padding = ' '.repeat(Math.max(1, labelWidth - displayWidth(label)));
    return `  ${label}${padding}${text.replaceAll('\n', `\n${indent}`)}`;
  });
}

/** Columns in a terminal: East Asian wide characters take two. */
export function displayWidth(text: string): number {
  const wide = text.match(/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/gu);
  return text.length + (wide?.length ?? 0);
}
