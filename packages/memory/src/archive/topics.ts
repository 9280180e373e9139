import { isStopWord } from '../text/stop-words.ts';

const maxTopics = 8;

/** Chinese words that say nothing of a subject, beyond those of one character. */
const emptyWords: ReadonlySet<string> = new Set(
  `我们 你们 他们 她们 自己 这个 那个 这些 那些 什么 怎么 可以 没有 就是 不是 还是 但是 因为 所以 如果 已经 一个 一下
   一些 时候 现在 今天 知道 觉得 需要 应该 然后 还有 或者 好的 谢谢 真的 可能 比较 非常`.split(
    /\s+/u,
  ),
);

/**
 * The words that a conversation is about, as one line of at most eight, the weightiest first: named
 * things and words that come back in several messages. Empty when nothing does.
 */
export function findTopics(texts: readonly string[]): readonly string[] {
  const words = new Map<string, { shown: string; messages: number; isNamed: boolean }>();
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  for (const text of texts) {
    for (const word of new Set(wordsOf(segmenter, text))) {
      const key = word.toLowerCase();
      const known = words.get(key) ?? { shown: word, messages: 0, isNamed: true };
      known.messages += 1;
      known.isNamed &&= /^\p{Lu}/u.test(word);
      words.set(key, known);
    }
  }
  const line = [...words.values()]
    .filter(({ messages, isNamed }) => messages >= 2 || isNamed)
    .toSorted((a, b) => weigh(b) - weigh(a))
    .slice(0, maxTopics)
    .map(({ shown }) => shown)
    .join(', ');
  return line === '' ? [] : [line];
}

function weigh(word: { readonly messages: number; readonly isNamed: boolean }): number {
  return word.messages * (word.isNamed ? 2 : 1);
}

function* wordsOf(segmenter: Intl.Segmenter, text: string): Generator<string> {
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike !== true || /^\d/u.test(segment)) continue;
    const isHan = /^\p{Script=Han}/u.test(segment);
    const isLong = isHan ? segment.length >= 2 : segment.length >= 4;
    const isEmpty = isHan
      ? emptyWords.has(segment)
      : isStopWord(segment.toLowerCase().replaceAll(/['’]/gu, ''));
    if (isLong && !isEmpty) yield segment;
  }
}
