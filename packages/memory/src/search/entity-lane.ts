import { nameOfTag } from '../text/tags.ts';
import { toDocumentLane } from './document-lane.ts';
import type { DocumentLane } from './document-lane.ts';
import { intAt } from './int-list.ts';
import { inverseFrequency } from './lanes.ts';
import { documentOf } from './owner-index.ts';
import type { OwnerIndex } from './owner-index.ts';
import type { Question } from './question.ts';

/**
 * Scores what speaks of the names and quotations in a question, or was said by one named in it: the sum
 * of their inverse document frequencies, however often they stand there. Undefined when it names nothing.
 */
export function entityLane(
  index: OwnerIndex,
  question: Question,
  weight: number,
): DocumentLane | undefined {
  if (weight === 0) return undefined;
  const found = new Map<number, number>();
  for (const term of [...question.entities, ...namesIn(index, question.text)]) {
    const postings = index.postingsOf(term);
    if (postings === undefined || postings.liveCount === 0) continue;
    const idf = inverseFrequency(postings.liveCount, index.liveCount);
    for (let place = 0; place < postings.list.length; place += 1) {
      const document = documentOf(intAt(postings.list, place));
      found.set(document, (found.get(document) ?? 0) + idf);
    }
  }
  if (found.size === 0) return undefined;
  return toDocumentLane(index.documents.length, { lane: 'entity', weight, found });
}

/** The name tags of the index whose name stands in the question. */
function namesIn(index: OwnerIndex, text: string): readonly string[] {
  const folded = ` ${text.normalize('NFKC').toLowerCase()} `;
  return index.tags.filter((tag) => {
    const name = nameOfTag(tag);
    if (name === undefined) return false;
    const at = folded.indexOf(name);
    if (at < 0) return false;
    // A Latin name is a word of its own; Chinese does not part words.
    const isWord = /^[\p{Script=Latin}\d]/u.test(name);
    const around = `${folded.charAt(at - 1)}${folded.charAt(at + name.length)}`;
    return !isWord || !/[\p{Script=Latin}\d]/u.test(around);
  });
}
