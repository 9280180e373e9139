/** The words of a pattern: quoted like a command, with `*` free to stand anywhere. */
export function parsePattern(pattern: string): readonly string[] {
  return Array.from(pattern.trim().matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/gu), ([word]) =>
    word.replaceAll(
      /'([^']*)'|\\(.)/gu,
      (_all, quoted: string | undefined, escaped: string) => quoted ?? escaped,
    ),
  );
}
