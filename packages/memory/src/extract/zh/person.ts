import { parseNumberZh } from '../../text/dates-zh.ts';
import { profile } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { p, notName, isThing } from './shared.ts';
import { nameZh, adverbZh as adv } from './words.ts';

export const personZh: readonly Rule[] = [
  {
    ...profile,
    attribute: 'name',
    importance: 0.95,
    patterns: [
      p(
        `^我(?:的?(?:全名|真名|中文名|英文名|大名|名字|名))?${adv}(?:叫做?|是叫)(?<value>${nameZh})$`,
      ),
      p(`^我的?(?:全名|真名|名字|姓名|大名)(?:是|为)(?<value>${nameZh})$`),
      p('^我是(?<value>[小阿][\\p{Script=Han}](?<!小[白孩学生偷众资]))$'),
    ],
    content: '{who}叫{value}',
    accepts: (value) => !notName.test(value),
    isProper: true,
  },
  {
    ...profile,
    attribute: 'name.family',
    importance: 0.8,
    patterns: [p('^我姓(?<value>[\\p{Script=Han}]{1,2})$')],
    content: '{who}姓{value}',
  },
  {
    ...profile,
    attribute: 'age',
    importance: 0.7,
    patterns: [
      p(
        `^我${adv}(?:是|快|有|满)?(?<value>\\d{1,3}|[一二三四五六七八九十]{1,3})周?岁(?:半|了)?(?:的.*)?$`,
      ),
      p(
        '^我(?:今年|才|刚|都|马上|快)+(?<value>[1-9]\\d|[二三四五六七八九]十[一二三四五六七八九]?)了?$',
      ),
    ],
    content: '{who}{value}岁',
    toValue: ({ value = '' }) => String(parseNumberZh(value)),
  },
  {
    ...profile,
    attribute: 'birthday',
    importance: 0.8,
    patterns: [
      p(
        '^我的?生日(?:是|在)?(?:每年)?(?:农历|阴历)?的?(?<value>.{2,14}[日号月一二三四五六七八九十])$',
      ),
      p(`^我${adv}是?(?<value>(?:19|20)\\d\\d年.{0,8})(?:出生|生)(?:的|人)?$`),
    ],
    content: '{whose}生日是{value}',
  },
  {
    ...profile,
    attribute: 'anniversary',
    importance: 0.75,
    patterns: [p('^我们?的?(?:结婚)?纪念日(?:是|在)(?:每年)?(?<value>.{2,14}[日号])$')],
    content: '{whose}结婚纪念日是{value}',
  },
  {
    ...profile,
    attribute: 'gender',
    importance: 0.6,
    patterns: [p('^我是(?:一?[个名位])?(?<value>男|女)(?:生|的|人|孩子?|士|性)$')],
    content: '{who}是{value}性',
  },
  {
    ...profile,
    attribute: 'marital_status',
    importance: 0.7,
    patterns: [p(`^我${adv}(?:是|还是)?(?<value>单身|已婚|未婚|离异|结婚|订婚)(?:了|的)?$`)],
    content: '{whose}婚姻状况：{value}',
  },
  {
    ...profile,
    attribute: 'hometown',
    importance: 0.8,
    patterns: [
      p('^我的?(?:老家|家乡|籍贯|祖籍)(?:是|在)(?<value>.{2,10}?)的?$'),
      p(`^我${adv}(?:来自|出生于|出生在)(?<value>.{2,12})$`),
      p(`^我${adv}在(?<value>.{2,8})(?:长大|出生)的?$`),
      p(
        `^我${adv}是(?<value>(?!一|那|这|个|好|坏|男|女|老|年轻|普通|成年|负责|内向|外向|本地|外地|什么|工|怎么|最|有|很)[\\p{Script=Han}]{2,6})人$`,
      ),
    ],
    content: '{who}来自{value}',
    accepts: (value) => isThing(value) && !value.endsWith('的'),
    isProper: true,
  },
  {
    ...profile,
    attribute: 'residence',
    importance: 0.85,
    patterns: [
      p(
        `^我们?${adv}(?:的?家)?${adv}(?:从.{2,8}?)?(?:住在|定居在?|居住在|常住|长住|租住在|家在|家住|搬到|搬去|搬来|搬家到|搬进|生活在)了?(?<value>.{2,15}?)(?:生活|住)?(?:了|这边|附近|工作)?$`,
      ),
      p(`^我们?${adv}住(?!院|校|了|过|得|不|在|的)(?<value>[\\p{Script=Han}]{2,10})$`),
    ],
    content: '{who}住在{value}',
    accepts: (value) => isThing(value) && !/酒店|宾馆|医院|一起|几天|这里|那里/u.test(value),
    isProper: true,
  },
];
