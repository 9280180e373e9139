import { createHash, randomBytes } from 'node:crypto';

const keyPrefix = 'hm_';
const shownChars = keyPrefix.length + 8;

/** A new key: `hm_` and 256 random bits in base64url. It is shown once and kept nowhere. */
export function newSecret(): string {
  return keyPrefix + randomBytes(32).toString('base64url');
}

/** What of a key may be shown, so that a person knows it again. */
export function prefixOf(secret: string): string {
  return secret.slice(0, shownChars);
}

/** What is kept of a key. Of 256 random bits a plain hash is enough: nobody guesses through them. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Keys of ours only are looked up, so that a flood of other texts does not reach the store. */
export function looksLikeKey(text: string): boolean {
  return text.startsWith(keyPrefix);
}
