const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** The address of a link, when it leads to the web or to a mailbox; undefined for everything else. */
export function safeUrl(address: string): string | undefined {
  try {
    const url = new URL(address);
    return schemes.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
