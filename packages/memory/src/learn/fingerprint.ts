import { createHash } from 'node:crypto';

import { singleLine } from '@homarus/base';

import { isSingleCjk, tokenize } from '../text/tokenize.ts';

/** A statement's tokens in full up to here; a hash of them beyond. */
const maxLength = 200;

/** Words that turn a statement round. The tokenizer drops most of them as stop-words. */
const negation =
  /\b(?:not|no|never|nor|without|cannot|neither)\b|n['’]t\b|\b(?:don|doesn|didn|isn|aren|wasn|weren|won|can|couldn|shouldn|wouldn|haven|hasn|hadn)t\b|不|没|未|无|别|非|勿/iu;

/** SHA-256, hexadecimal, of a statement regardless of case, width, white space and final punctuation. */
export function toStatementHash(content: string): string {
  const plain = singleLine(content.normalize('NFKC').toLowerCase());
  return sha256(plain.replaceAll(/^[\p{P}\s]+|[\p{P}\s]+$/gu, ''));
}

/**
 * The statement's tokens, each once, sorted; a `!` before them when it denies something. Two wordings
 * of one fact often share it; a fact and its denial never do.
 */
export function toFingerprint(content: string): string {
  const all = [...new Set(tokenize(content))].toSorted();
  const wide = all.filter((token) => !isSingleCjk(token));
  const tokens = (wide.length > 0 ? wide : all).join(' ') || singleLine(content.toLowerCase());
  const body = shortened(tokens);
  return negation.test(content) ? `! ${body}` : body;
}

/** In full while it is short enough for a key of an index. */
function shortened(text: string): string {
  return text.length <= maxLength ? text : `sha256:${sha256(text)}`;
}

/** Names a fact whatever its wording: who, what, which value. For tombstones beside the statement's. */
export function toFactFingerprint(fact: Fact): string | undefined {
  const { subject, attribute, value } = fact;
  if (attribute === undefined || value === undefined) return undefined;
  const names = JSON.stringify([normalizeValue(subject), attribute, normalizeValue(value)]);
  return `fact:${shortened(names)}`;
}

export interface Fact {
  readonly subject: string;
  readonly attribute: string | undefined;
  readonly value: string | undefined;
}

/** Every fingerprint that a tombstone of this statement has. */
export function allFingerprints(statement: Fact & { readonly fingerprint: string }): string[] {
  const fact = toFactFingerprint(statement);
  return fact === undefined ? [statement.fingerprint] : [statement.fingerprint, fact];
}

/** A value as it is compared: case, width, articles, punctuation and spaces do not matter. */
export function normalizeValue(value: string): string {
  return singleLine(
    value
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[\p{P}\p{S}]+/gu, ' '),
  ).replace(/^(?:the|an?) /u, '');
}

/**
 * Marks words that a memory had and has no more, by their {@link toStatementHash}: an import that brings
 * them again brings nothing new. What is said anew in a conversation is not held back by it.
 */
export function toPastWordsMark(contentHash: string): string {
  return `past-words:${contentHash}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
