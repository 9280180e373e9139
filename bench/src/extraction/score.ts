import type { Candidate, LearnCandidate, StoredMessage } from '@homarus/memory';

/** One line of dialogue and what should be learned from it. */
export interface LabelledLine {
  readonly role: StoredMessage['role'];
  readonly text: string;
  /** Words that each thing to learn must hold; empty for a line that teaches nothing. */
  readonly expected: readonly string[];
}

/** Reads dialogue in the form that `dialogue-en.ts` describes: conversations of labelled lines. */
export function parseDialogue(text: string): readonly (readonly LabelledLine[])[] {
  return text
    .trim()
    .split(/\n{2,}/u)
    .map((block) => block.split('\n').map(parseLine));
}

function parseLine(line: string): LabelledLine {
  const match = /^(?<who>[UA]): (?<text>.+?)(?: => (?<labels>.+))?$/u.exec(line);
  const { who, text, labels } = match?.groups ?? {};
  if (text === undefined) throw new Error(`Not a line of dialogue: ${line}`);
  return {
    role: who === 'U' ? 'user' : 'assistant',
    text,
    expected: labels === undefined ? [] : labels.split(' | '),
  };
}

export interface Score {
  /** Labelled things, and how many of them were learned. */
  readonly wanted: number;
  readonly found: number;
  /** Learned things, and how many of them hold a label of their line. */
  readonly learned: number;
  readonly right: number;
}

/** Compares what was learned from a line with its labels. Retractions and requests to forget do not count. */
export function scoreLine(line: LabelledLine, candidates: readonly Candidate[]): Score {
  const learned = candidates.filter((candidate) => candidate.action === 'learn');
  const found = line.expected.filter((label) => learned.some((item) => holds(item, label)));
  const right = learned.filter((item) => line.expected.some((label) => holds(item, label)));
  return {
    wanted: line.expected.length,
    found: found.length,
    learned: learned.length,
    right: right.length,
  };
}

function holds({ content, value }: LearnCandidate, label: string): boolean {
  return `${content}\n${value ?? ''}`.toLowerCase().includes(label.toLowerCase());
}

export function addScores(scores: readonly Score[]): Score {
  const sum = (of: (score: Score) => number): number =>
    scores.reduce((total, score) => total + of(score), 0);
  return {
    wanted: sum(({ wanted }) => wanted),
    found: sum(({ found }) => found),
    learned: sum(({ learned }) => learned),
    right: sum(({ right }) => right),
  };
}
