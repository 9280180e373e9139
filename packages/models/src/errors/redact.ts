import { singleLine, truncate } from '@homarus/base';

const maxCharacters = 300;

/** What keys look like when a server repeats them in its error text. */
const keyLike = /\b(?:sk|pk|rk|key|api|gsk|xai)[-_][\w*-]{6,}|\bBearer\s+\S+/giu;

/** A provider's text, fit for an error message: one line, not long, without the key. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret !== '') clean = clean.replaceAll(secret, '[key]');
  }
  return truncate(singleLine(clean.replaceAll(keyLike, '[key]')), maxCharacters);
}
