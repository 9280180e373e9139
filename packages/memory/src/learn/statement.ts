import type { LearnCandidate } from '../extract/candidate.ts';
import type { MemoryRecord, Provenance } from '../record.ts';
import { toFingerprint, toStatementHash } from './fingerprint.ts';

/** A candidate, ready to be compared with what is known. */
export interface Statement extends LearnCandidate {
  readonly contentHash: string;
  readonly fingerprint: string;
  /** When it was said. */
  readonly saidAt: number;
}

export function toStatement(candidate: LearnCandidate, saidAt: number): Statement {
  const content = candidate.content.trim();
  return {
    ...candidate,
    content,
    contentHash: toStatementHash(content),
    fingerprint: toFingerprint(content),
    saidAt,
  };
}

const trust: Readonly<Record<Provenance, number>> = {
  owner: 3,
  manual: 3,
  system: 2,
  agent: 2,
  untrusted: 1,
};

/** Whether somebody may change what somebody else said: never upwards in trust. */
export function mayOverrule(
  statement: { readonly provenance: Provenance },
  record: MemoryRecord,
): boolean {
  return trust[statement.provenance] >= trust[record.source.provenance];
}
