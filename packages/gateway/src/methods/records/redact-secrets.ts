const patterns: readonly RegExp[] = [
  /\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}/giu,
  /\b(?:sk|hm|ghp|gho|xox[abp])[-_][\w-]{8,}/gu,
  /(?<=["']?\b(?:token|api_?key|password|secret|authorization|cookie)["']?\s*[:=]\s*["']?)[^\s"',}]{4,}/giu,
];

/** A line without what looks like a secret; the log masks fields by name, this also masks text. */
export function redactSecrets(line: string): string {
  return patterns.reduce((text, pattern) => text.replaceAll(pattern, '***'), line);
}
