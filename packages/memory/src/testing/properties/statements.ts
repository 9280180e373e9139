import { pickOne } from '../seeded-random.ts';

/** What people say, with a place for a word of their own; some teach a memory, some do not. */
const userTemplates: readonly ((word: string) => string)[] = [
  (word) => `I work at ${word}.`,
  (word) => `I live in ${word} now.`,
  (word) => `My favourite colour is ${word}.`,
  (word) => `Please remember that the key is under ${word}.`,
  (word) => `I decided to buy ${word} on Friday.`,
  (word) => `What do you think of ${word}?`,
  (word) => `我喜欢${word}。`,
  (word) => `我住在${word}，记住我的门牌是${word}。`,
  (word) => `我妹妹叫${word}，她对花生过敏。`,
];

const assistantTemplates: readonly ((word: string) => string)[] = [
  (word) => `I looked at ${word} for you.`,
  (word) => `Lesson: always check ${word} before a release.`,
  (word) => `错误：我忘了检查${word}。`,
];

export function userStatement(random: () => number, word: string): string {
  return pickOne(random, userTemplates)(word);
}

export function assistantStatement(random: () => number, word: string): string {
  return pickOne(random, assistantTemplates)(word);
}
