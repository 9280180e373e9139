import type { Language } from '@homarus/base';

/** A person or animal that belongs to somebody: how both languages name it. */
export interface Relation {
  /** The attribute that names it: `family.daughter`, `relation.boss`, `pet.cat`. */
  readonly attribute: string;
  /** A person has one, so a new name replaces the old one. */
  readonly isSingle: boolean;
  /** The first word is the plainest. Longer words first where one holds another. */
  readonly words: Readonly<Record<Language, readonly string[]>>;
}

const one = (attribute: string, zh: string, en: string): Relation => ({
  attribute,
  isSingle: true,
  words: { zh: zh.split(' '), en: en.split(', ') },
});

const many = (attribute: string, zh: string, en: string): Relation => ({
  ...one(attribute, zh, en),
  isSingle: false,
});

export const relations: readonly Relation[] = [
  one('family.wife', '妻子 老婆 太太 媳妇', 'wife'),
  one('family.husband', '丈夫 老公 先生', 'husband, hubby'),
  one(
    'family.partner',
    '爱人 伴侣 对象 未婚妻 未婚夫',
    'partner, spouse, fiancée, fiancee, fiancé',
  ),
  one('family.mother', '母亲 妈妈 老妈 妈', 'mother, mom, mum, mommy'),
  one('family.father', '父亲 爸爸 老爸 爸', 'father, dad, daddy'),
  many('family.daughter', '女儿 闺女 大女儿 小女儿', 'daughter'),
  many('family.son', '儿子 大儿子 小儿子', 'son'),
  many('family.child', '孩子 小孩 宝宝 娃', 'child, children, kid, kids, baby'),
  many('family.brother', '兄弟 哥哥 弟弟 哥 弟', 'brother, big brother, little brother'),
  many('family.sister', '姐妹 姐姐 妹妹 姐 妹', 'sister, big sister, little sister'),
  many('family.grandmother', '奶奶 外婆 姥姥', 'grandmother, grandma, granny'),
  many('family.grandfather', '爷爷 外公 姥爷', 'grandfather, grandpa'),
  many('family.cousin', '表弟 表妹 表哥 表姐 堂弟 堂妹 堂哥 堂姐', 'cousin'),
  many('family.aunt', '阿姨 姑姑 姨妈 舅妈', 'aunt'),
  many('family.uncle', '叔叔 舅舅 姑父 姨父 伯伯', 'uncle'),
  one('relation.girlfriend', '女朋友 女友', 'girlfriend'),
  one('relation.boyfriend', '男朋友 男友', 'boyfriend'),
  many('relation.friend', '朋友 好朋友 闺蜜 哥们', 'friend, best friend, buddy'),
  one('relation.boss', '老板 领导 上司 主管', 'boss, manager, supervisor'),
  many('relation.colleague', '同事', 'colleague, coworker, co-worker'),
  many('relation.roommate', '室友', 'roommate, flatmate'),
  many('relation.classmate', '同学', 'classmate'),
  many('relation.teacher', '老师 导师', 'teacher, advisor, mentor'),
  one('relation.doctor', '医生 家庭医生', 'doctor, dentist, therapist'),
  many('pet.cat', '猫 猫咪 小猫', 'cat, kitten'),
  many('pet.dog', '狗 狗狗 小狗 金毛 柯基 泰迪', 'dog, puppy'),
  many('pet.rabbit', '兔子', 'rabbit, bunny'),
  many('pet.hamster', '仓鼠', 'hamster'),
  many('pet.bird', '鹦鹉 鸟', 'parrot, bird'),
  many('pet.fish', '鱼 金鱼', 'fish, goldfish'),
  many('pet.turtle', '乌龟', 'turtle, tortoise'),
  many('pet.horse', '马', 'horse, pony'),
];

const byWord: ReadonlyMap<string, Relation> = new Map(
  relations.flatMap((relation) =>
    [...relation.words.zh, ...relation.words.en].map((word) => [word, relation] as const),
  ),
);

/** The relation that a word of either language names. */
export function relationOf(word: string): Relation | undefined {
  const lower = word.toLowerCase();
  return byWord.get(lower) ?? byWord.get(lower.replace(/s$/u, ''));
}

/** The relation whose facts an attribute holds: `family.daughter.age` belongs to `family.daughter`. */
export function relationOfAttribute(attribute: string): Relation | undefined {
  return relations.find(
    (relation) =>
      attribute === relation.attribute || attribute.startsWith(`${relation.attribute}.`),
  );
}

/** A pattern of all words of a language for some relations, the longest first. */
export function relationPattern(language: Language, prefix?: string): string {
  return relations
    .filter((relation) => prefix === undefined || relation.attribute.startsWith(prefix))
    .flatMap((relation) => relation.words[language])
    .toSorted((a, b) => b.length - a.length)
    .join('|');
}
