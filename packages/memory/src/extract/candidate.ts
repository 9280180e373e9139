import type { MemoryCategory, MemoryKind } from '../category.ts';
import type { StoredMessage } from '../message.ts';
import type { Provenance } from '../record.ts';

interface CandidateBase {
  /** Words of a source message, verbatim. */
  readonly quote: string;
  /** {@link StoredMessage.id}s. */
  readonly messageIds: readonly string[];
}

/** Something that may be worth keeping. */
export interface LearnCandidate extends CandidateBase {
  readonly action: 'learn';
  readonly category: MemoryCategory;
  readonly kind?: MemoryKind;
  /** One statement that is understood without its conversation; relative dates resolved. */
  readonly content: string;
  /** `user`, `agent`, or a person's name. */
  readonly subject: string;
  readonly attribute?: string;
  readonly value?: string;
  readonly entities?: readonly string[];
  readonly tags?: readonly string[];
  /** 0..1. */
  readonly importance: number;
  /** 0..1. */
  readonly confidence: number;
  readonly provenance: Provenance;
  readonly validFrom?: number;
  readonly validTo?: number;
  /** Its person asked for it to be kept ("remember that ..."): lifts a tombstone. */
  readonly isExplicit: boolean;
}

/** Something its person says is no longer so; ends the live memories of the attribute (and value). */
export interface RetractCandidate extends CandidateBase {
  readonly action: 'retract';
  readonly subject: string;
  readonly attribute: string;
  /** Only memories whose value contains this; all of the attribute when absent. */
  readonly value?: string;
}

/** Something its person asks to be forgotten. */
export interface ForgetCandidateRequest extends CandidateBase {
  readonly action: 'forget';
  readonly query: string;
}

export type Candidate = LearnCandidate | RetractCandidate | ForgetCandidateRequest;

/** What extractors read of a message. */
export type ToldMessage = Pick<
  StoredMessage,
  'id' | 'sessionId' | 'role' | 'name' | 'text' | 'createdAt' | 'isHeartbeat' | 'isEcho'
>;

export interface ExtractionInput {
  /** What is new since the last extraction of this session, in order; never empty. */
  readonly messages: readonly ToldMessage[];
  /** A few messages before them, for pronouns and corrections; already extracted from. */
  readonly before: readonly ToldMessage[];
}

/**
 * Finds candidates in new messages. Throws only an `AppError` (`model_failed`, `timeout`,
 * `unavailable`); one bad item is left out, the others stand.
 */
export type Extractor = (
  input: ExtractionInput,
  options: { readonly signal?: AbortSignal },
) => Promise<readonly Candidate[]>;
