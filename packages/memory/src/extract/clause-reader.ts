import type { Clause, Relative, Topic } from './rule.ts';
import type { Sentence } from './sentences.ts';

/** A stretch of a sentence, between two commas or conjunctions. */
export interface Piece {
  readonly text: string;
  /** Where it begins in the sentence. */
  readonly from: number;
}

/** What carries over from one piece to the next. */
export interface ReaderState extends Topic {
  readonly isExplicit: boolean;
  readonly isCorrection: boolean;
}

export interface ReadPiece {
  /** See {@link Clause.text}. */
  readonly text: string;
  /** See {@link Clause.said}. */
  readonly said: string;
  readonly state: ReaderState;
  /** Nothing in the rest of the sentence is the speaker's own statement. */
  readonly stops: boolean;
}

/** Whom a piece is about, and the piece in the first person; empty when it is somebody else's. */
export interface Subject {
  readonly about: Topic['about'];
  readonly text: string;
}

/** How one language takes a sentence apart. */
export interface ClauseGrammar<P extends Piece> {
  readonly split: (text: string) => readonly P[];
  readonly read: (piece: P, state: ReaderState) => ReadPiece;
  /** Whether a piece asks or guesses instead of stating. */
  readonly isUnstated: (read: ReadPiece, pieces: readonly P[], index: number) => boolean;
  /** Somebody that a clause tells of for the first time ("I have a daughter"). */
  readonly introduced: (text: string) => Relative | undefined;
  /** "My name is Amy": what the name beside a relation says. */
  readonly toNameStatement: (name: string) => string;
}

export interface ReadSentence {
  readonly clauses: readonly Clause[];
  /** Whom the next sentence is about, if it does not say. */
  readonly topic: Topic;
}

/** The clauses of one sentence; `topic` is whom the sentence before it was about. */
export function readSentence<P extends Piece>(
  sentence: Sentence,
  topic: Topic,
  grammar: ClauseGrammar<P>,
): ReadSentence {
  const pieces = grammar.split(sentence.text);
  const clauses: Clause[] = [];
  let state: ReaderState = { ...topic, isExplicit: false, isCorrection: false };
  for (const [index, piece] of pieces.entries()) {
    const before = state.about;
    const read = grammar.read(piece, state);
    state = read.state;
    if (read.stops) break;
    const isAsked = sentence.isQuestion && index === pieces.length - 1;
    if (isAsked || read.said === '' || grammar.isUnstated(read, pieces, index)) continue;
    const clause = toClause(read, sentence.from + piece.from, piece.text.length);
    const name = state.about === before ? undefined : clause.relation?.name;
    if (name !== undefined) {
      clauses.push({ ...clause, text: grammar.toNameStatement(name), said: '' });
    }
    clauses.push(clause);
    const introduced = state.about === 'speaker' ? grammar.introduced(read.text) : undefined;
    state = { ...state, introduced };
  }
  return { clauses, topic: { about: state.about, introduced: state.introduced } };
}

function toClause({ text, said, state }: ReadPiece, from: number, length: number): Clause {
  return {
    text,
    said,
    relation: typeof state.about === 'object' ? state.about : undefined,
    from,
    to: from + length,
    isExplicit: state.isExplicit,
    isCorrection: state.isCorrection,
  };
}
