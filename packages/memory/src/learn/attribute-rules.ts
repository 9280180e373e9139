import { favouriteThings } from '../extract/favourites.ts';
import { relationOfAttribute } from '../extract/relations.ts';

interface AttributeRule {
  /** Of all values that were said, the last one holds. */
  readonly isSingle: boolean;
  /** Words that questions use for it, in both languages. */
  readonly aliases: string;
}

const one = (aliases: string): AttributeRule => ({ isSingle: true, aliases });
const many = (aliases: string): AttributeRule => ({ isSingle: false, aliases });

const rules: Readonly<Record<string, AttributeRule>> = {
  name: one('name called 名字 姓名 叫什么'),
  'name.family': one('surname family name 姓 贵姓'),
  age: one('age old years 年龄 年纪 岁 多大'),
  birthday: one('birthday birth born 生日 出生'),
  gender: one('gender sex 性别'),
  marital_status: one('married single relationship 婚姻 结婚 单身'),
  hometown: one('hometown from grew up 老家 家乡 哪里人 籍贯'),
  residence: one('home address city live lives living 住 住在 城市 地址 家'),
  employer: one('employer company work works working job 公司 单位 工作 上班'),
  'work.location': one('office workplace 上班 办公室 工作地点'),
  job: one('job profession occupation work title 职业 工作 职位 做什么'),
  school: one('school university college study 学校 大学 上学 毕业'),
  major: one('major subject study 专业'),
  language: many('language speak 语言 会说'),
  learning: many('learn study 学习 在学'),
  'health.allergy': many('allergy allergic avoid food 过敏 忌口 不能吃 饮食'),
  'health.condition': many('health illness disease condition 健康 疾病 身体'),
  'health.medication': many('medicine medication drug pill 药 吃药 用药'),
  'diet.style': one('diet vegetarian vegan food eat 饮食 吃素 忌口'),
  'diet.avoid': many('diet avoid food eat 忌口 不吃 饮食'),
  prefers: many('prefer preference 偏好 更喜欢'),
  likes: many('like love enjoy hobby 喜欢 爱好 兴趣'),
  dislikes: many('dislike hate 讨厌 不喜欢'),
  fears: many('fear afraid scared 害怕 怕'),
  habit: many('habit routine usually 习惯 平时'),
  possession: many('have own 拥有 有'),
  decision: many('decision decide 决定'),
  plan: many('plan schedule trip 计划 安排 行程 打算'),
  event: many('event happened 发生 经历'),
  'communication.language': one('language reply answer 语言 回复'),
  'communication.length': one('length short brief long detail reply answer 长度 简短 详细 回复'),
  'communication.format': one('format list table reply answer 格式 回复'),
  'communication.tone': one('tone style reply answer 语气 风格 回复'),
  'communication.name': one('name call nickname 称呼 怎么叫'),
};

/**
 * Whether its subject has one value of the attribute at a time: one employer, one residence, one
 * favourite of a kind. Unknown attributes may have many.
 */
export function isSingleValued(attribute: string): boolean {
  const known = rules[attribute];
  if (known !== undefined) return known.isSingle;
  if (attribute.startsWith('favourite.')) return true;
  const relation = relationOfAttribute(attribute);
  if (relation?.isSingle !== true) return false;
  const own = attribute.slice(relation.attribute.length + 1);
  return own === '' || isSingleValued(own);
}

/**
 * The words under which an attribute is asked for, in both languages, so that 忌口 finds "allergic to
 * peanuts". Those of the relation or thing stand with those of what is said of it.
 */
export function aliasesOf(attribute: string): readonly string[] {
  const known = rules[attribute];
  if (known !== undefined) return [known.aliases];
  if (attribute.startsWith('favourite.')) return favouriteAliases(attribute);
  const relation = relationOfAttribute(attribute);
  if (relation === undefined) return [];
  const own = attribute.slice(relation.attribute.length + 1);
  return [...relation.words.zh, ...relation.words.en, ...(own === '' ? [] : aliasesOf(own))];
}

function favouriteAliases(attribute: string): readonly string[] {
  const key = attribute.slice('favourite.'.length);
  const thing = favouriteThings.find((known) => known.key === key);
  const words = thing === undefined ? [] : [...thing.words.zh, ...thing.words.en];
  return ['favourite favorite 最喜欢 最爱', ...words];
}
