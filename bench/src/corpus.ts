import type { IncomingMessage } from '@homarus/memory';

/** A seeded generator of numbers in [0, 1): mulberry32 (Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const english = {
  who: ['my sister', 'our team', 'the new intern', 'my landlord', 'Priya', 'Tom', 'the client'],
  did: ['finished', 'postponed', 'asked about', 'forgot', 'loved', 'paid for', 'complained about'],
  what: [
    'the pottery class',
    'the quarterly report',
    'a camping trip near the lake',
    'the database migration',
    'the guitar lessons',
    'a vegan dinner',
    'the marathon training plan',
    'the broken dishwasher',
  ],
  when: ['yesterday', 'on Monday', 'last weekend', 'after lunch', 'in the morning', 'this spring'],
} as const;

const chinese = {
  who: ['我妹妹', '我们团队', '新来的实习生', '房东', '小王', '客户', '我同事'],
  did: ['完成了', '推迟了', '问起了', '忘记了', '很喜欢', '付了', '抱怨了'],
  what: [
    '陶艺课',
    '季度报告',
    '湖边露营',
    '数据库迁移',
    '吉他课',
    '素食晚餐',
    '马拉松训练计划',
    '坏掉的洗碗机',
  ],
  when: ['昨天', '周一', '上周末', '午饭后', '早上', '今年春天'],
} as const;

/** A made-up remark, every second one Chinese; numbers in it make most of them unlike any other. */
function remark(random: () => number, index: number): string {
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const detail = Math.floor(random() * 100_000);
  const words = index % 2 === 0 ? english : chinese;
  const [who, did, what, when] = [words.who, words.did, words.what, words.when].map(pick);
  return index % 2 === 0
    ? `${who} ${did} ${what} ${when}, ticket ${detail}, and we talked about it for a while.`
    : `${when}${who}${did}${what}，编号${detail}，我们聊了一会儿。`;
}

/** `count` messages, user and assistant in turn, a minute apart; the same for the same seed. */
export function madeUpMessages(count: number, seed = 1): readonly IncomingMessage[] {
  const random = seededRandom(seed);
  const start = Date.UTC(2026, 0, 1);
  return Array.from({ length: count }, (_, index) => ({
    role: index % 4 < 2 ? 'user' : 'assistant',
    content: remark(random, index),
    createdAt: start + index * 60_000,
  }));
}

/** Questions about what {@link madeUpMessages} says, in both languages. */
export function madeUpQuestions(count: number, seed = 2): readonly string[] {
  const random = seededRandom(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  return Array.from({ length: count }, (_, index) =>
    index % 2 === 0
      ? `What did ${pick(english.who)} say about ${pick(english.what)}?`
      : `${pick(chinese.who)}对${pick(chinese.what)}说了什么？`,
  );
}
