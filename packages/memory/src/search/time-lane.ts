import { spanOfTag } from '../text/tags.ts';
import { toDocumentLane } from './document-lane.ts';
import type { DocumentLane } from './document-lane.ts';
import { intAt } from './int-list.ts';
import { documentOf } from './owner-index.ts';
import type { OwnerIndex } from './owner-index.ts';
import type { Question } from './question.ts';

const dayMs = 86_400_000;
/** People tell of a day some days later: what was said so long after it counts half. */
const halfAfterMs = 3 * dayMs;
/** After so many halves it counts nothing. */
const maxHalves = 4;

/**
 * Scores what was said at a time that the question names, or soon after, and what speaks of such a
 * time itself. Undefined when the question names no time, or nothing is of it.
 */
export function timeLane(
  index: OwnerIndex,
  question: Question,
  weight: number,
): DocumentLane | undefined {
  if (weight === 0 || question.dates.length === 0) return undefined;
  const found = new Map<number, number>();
  const raise = (document: number, score: number): void => {
    if (index.isLive(document) && score > (found.get(document) ?? 0)) found.set(document, score);
  };
  for (const span of question.dates) {
    for (const [document, { createdAt }] of index.documents.entries()) {
      const score = nearness(createdAt, span);
      if (score > 0) raise(document, score);
    }
    for (const document of documentsTagged(index, span)) raise(document, 1);
  }
  if (found.size === 0) return undefined;
  return toDocumentLane(index.documents.length, { lane: 'time', weight, found });
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function nearness(at: number, { from, to }: Span): number {
  if (at < from) return 0;
  if (at < to) return 1;
  const halves = (at - to) / halfAfterMs;
  return halves > maxHalves ? 0 : 0.5 ** halves * 0.8;
}

/** What names a time inside the span; of a year asked about, a day, but not of a day the whole year. */
function documentsTagged(index: OwnerIndex, { from, to }: Span): readonly number[] {
  // Tags are days of UTC; the span is of the asker's zone, up to 14 hours away.
  const slackMs = dayMs / 2 + 2 * 3_600_000;
  return index.tags.flatMap((tag) => {
    const span = spanOfTag(tag);
    if (span === undefined || span.from < from - slackMs || span.to > to + slackMs) return [];
    const list = index.postingsOf(tag)?.list;
    return list === undefined
      ? []
      : Array.from({ length: list.length }, (_, place) => documentOf(intAt(list, place)));
  });
}
