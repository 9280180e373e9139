/**
 * English words that carry no subject of their own: articles, pronouns, auxiliaries, prepositions,
 * question words. Apostrophes are out, as the tokenizer writes them ("don't" is `dont`).
 */
const englishStopWords: ReadonlySet<string> = new Set(
  `a about above after again against all am an and any are arent as at be because been before being
  below between both but by can cant cannot could couldnt did didnt do does doesnt doing dont down
  during each few for from further had hadnt has hasnt have havent having he her here hers herself
  him himself his how i id if ill im in into is isnt it its itself ive just let lets me more most my
  myself no nor not now of off on once only or other our ours ourselves out over own please same she
  shes should shouldnt so some such than that thats the their theirs them themselves then there
  theres these they theyre theyve this those through to too under until up very was wasnt we were
  werent weve what whats when where which while who whom whose why will with wont would wouldnt yes
  you your youre youve yours yourself`.split(/\s+/u),
);

/** Measure words say nothing of their own behind a pointing word: 哪门 is about no door. */
const pointing = ['哪', '哪一', '这', '那', '几'];
const measureWords = Array.from('个门款种部本家座所只样类项首张位件条辆双台份次场段句间幅支');

/**
 * Chinese words that carry no subject, for questions only: what is stored keeps all its bigrams.
 */
const chineseStopWords: ReadonlySet<string> = new Set([
  ...pointing.flatMap((word) => measureWords.map((measure) => word + measure)),
  ...`什么时候 为什么 是不是 有没有 能不能 可不可以 怎么样 多少 什么 怎么 怎样 哪里 哪儿 哪个 哪些 哪位 哪天 几个
  如何 我们 你们 他们 她们 它们 咱们 自己 这个 那个 这些 那些 这里 那里 这样 那样 请问 告诉 知道 记得 可以
  应该 能够 还是 或者 但是 因为 所以 如果 就是 不是 没有 一个 一下 一些 关于 时候 上次 之前 现在 今天
  的 了 吗 呢 吧 啊 呀 嘛 哦 我 你 您 他 她 它 是 在 有 和 跟 与 及 也 都 就 还 又 再 很 太 把 被 给 让 对 向 从 到
  这 那 哪 谁 几 个 些 么 会 能 要 想 说 请 帮 问`.split(/\s+/u),
]);
/** Of the longest of them. */
const maxStopLength = 4;

export function isStopWord(word: string): boolean {
  return englishStopWords.has(word);
}

/**
 * Marks the characters of a Chinese run that belong to stop-words, by longest match from the left:
 * `true` where the character is part of one.
 */
export function markStopCharacters(run: readonly string[]): readonly boolean[] {
  const marks = run.map(() => false);
  let index = 0;
  while (index < run.length) {
    const length = stopLengthAt(run, index);
    marks.fill(true, index, index + length);
    index += Math.max(1, length);
  }
  return marks;
}

function stopLengthAt(run: readonly string[], index: number): number {
  for (let length = maxStopLength; length > 0; length -= 1) {
    if (chineseStopWords.has(run.slice(index, index + length).join(''))) return length;
  }
  return 0;
}
