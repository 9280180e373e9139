import { preference, profile } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { p, isThing, notNegated } from './shared.ts';
import { adverbZh as adv } from './words.ts';

const notEating = `^我${adv}(?:从来?|完全|一点都?|绝对)?(?:不|不能|不可以|不太能|没法|忌|戒)`;
const avoided = {
  ...preference,
  attribute: 'diet.avoid',
  importance: 0.85,
  accepts: (value: string) =>
    isThing(value) &&
    !/^(?:早|午|晚|中)?[餐饭]$|夜宵|不|东西$|多少|多$|惯|亏|完|饱|消|起$/u.test(value),
  isList: true,
} as const;

export const healthZh: readonly Rule[] = [
  {
    ...profile,
    attribute: 'health.allergy',
    importance: 0.95,
    patterns: [
      p(
        `^我${adv}对(?<value>.{1,20}?)(?:都|会|严重|轻微|重度|中度|轻度|有点儿?|有些|特别|非常|很|也)*过敏(?:了|的|体质|反应)?$`,
      ),
      p('^我的?过敏[原源](?:是|有)(?<value>.{1,20})$'),
      p(`^我${adv}(?:一)?(?:吃|喝|碰|闻)(?<value>.{1,10}?)(?:就|会|就会)过敏$`),
      p(`^我${adv}有?(?<value>[^对不没是会点]{1,8}?)过敏(?:症)?$`),
    ],
    content: '{who}对{value}过敏',
    accepts: (value) => notNegated(value) && !/容易|皮肤|体质|季节性$/u.test(value),
    isList: true,
  },
  {
    ...profile,
    attribute: 'health.condition',
    importance: 0.9,
    patterns: [
      p(
        `^我${adv}(?:有|患有?了?|得了?|确诊了?|查出了?)(?:点|轻微|严重)?的?(?<value>.{0,8}?(?:病|症|炎|癌|高血压|低血压|低血糖|高血脂|哮喘|近视|失眠|痛风|贫血|偏头痛|心脏病|不耐受?))了?$`,
      ),
      p(
        `^我${adv}是?(?<value>乳糖不耐受?|麸质不耐受?|色盲|色弱|近视|怀孕|失眠)(?:了|的|症|患者)?$`,
      ),
      p(
        `^我的?(?<value>(?:肠?胃|腰|颈椎|膝盖|心脏|血压|血糖|血脂|视力|听力|睡眠|嗓子|肝|肾|肺|记性|皮肤|眼睛)(?:一直|从小|向来|天生|这些年)*(?:不(?:太|大|是很)?好|很?差|有(?:点|些)?(?:问题|毛病)|(?:很|偏|比较|有点|太)(?:高|低|浅|弱|敏感)))$`,
      ),
    ],
    content: '{whose}健康状况：{value}',
    accepts: (value) => value !== '病' && value !== '毛病' && isThing(value),
  },
  {
    ...profile,
    attribute: 'health.medication',
    importance: 0.85,
    patterns: [
      p(`^我${adv}(?:在|每天|长期|需要|要|得|都)+(?:吃|服用?)(?<value>.{1,8}(?:药|素|片))$`),
    ],
    content: '{who}在服用{value}',
  },
  {
    ...preference,
    attribute: 'diet.style',
    importance: 0.9,
    patterns: [
      p(
        `^我${adv}(?:开始)?(?:是|吃)(?:一?个)?(?:严格的?)?(?<value>素食主义者|纯素食者|素食者|纯素|全素|素食|素|清真|生酮|低碳)(?:饮食|食品)?(?:的|了)?$`,
      ),
      p(`^我${adv}(?<value>吃素)(?:了|的)?$`),
    ],
    toValue: ({ value = '' }) =>
      /素/u.test(value) ? (/纯|全/u.test(value) ? '纯素' : '素食') : value,
    content: '{whose}饮食习惯：{value}',
  },
  {
    ...avoided,
    patterns: [
      p(`${notEating}[吃碰](?<value>.{1,14}?)(?:的|了)?$`),
      p('^我的?(?:忌口|饮食禁忌)(?:是|有|的是)?(?<value>.{1,14}?)的?$'),
      p(`^我${adv}戒了?(?<value>糖|碳水|肉|零食)了?$`),
    ],
    content: '{who}不吃{value}',
  },
  {
    ...avoided,
    patterns: [
      p(`${notEating}喝(?<value>.{1,14}?)(?:的|了)?$`),
      p(`^我${adv}戒了?(?<value>酒|咖啡|奶茶)了?$`),
    ],
    content: '{who}不喝{value}',
  },
];
