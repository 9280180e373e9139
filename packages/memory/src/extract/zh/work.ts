import { profile } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { p, isThing } from './shared.ts';
import { isProfessionZh, isPlaceZh, adverbZh as adv } from './words.ts';

export const workZh: readonly Rule[] = [
  {
    ...profile,
    attribute: 'employer',
    importance: 0.85,
    patterns: [
      p(`^我${adv}(?:在|去了?)(?<value>.{2,14}?)(?:工作|上班|任职|就职|实习|打工)了?$`),
      p(
        `^我${adv}(?:就职于|任职于|供职于|入职了?|加入了?|跳槽到了?|跳槽去了?)(?<value>.{2,14}?)了?$`,
      ),
      p(`^我${adv}在(?<value>.{2,14}?)(?:做|当|担任|任)(?<job>.{2,12})$`),
      p('^我的?(?:公司|单位|雇主)(?:是|叫)(?<value>.{2,14})$'),
    ],
    content: '{who}在{value}工作',
    accepts: (value, groups) =>
      isThing(value) &&
      !isPlaceZh(value) &&
      !/家$|^公司$|办公室|群|一家|一个/u.test(value) &&
      (groups['job'] === undefined || isProfessionZh(groups['job'])),
    isProper: true,
  },
  {
    ...profile,
    attribute: 'work.location',
    importance: 0.6,
    patterns: [p(`^我${adv}在(?<value>.{2,8}?)(?:工作|上班)$`)],
    content: '{who}在{value}工作',
    accepts: isPlaceZh,
    isProper: true,
  },
  {
    ...profile,
    attribute: 'job',
    importance: 0.85,
    patterns: [
      p('^我的?(?:职业|工作|职位|岗位|职务)(?:是|为)(?:一?[名个位])?(?<value>.{2,14}?)的?$'),
      p(`^我${adv}是(?:做|搞|干)(?<value>.{2,10})的$`),
      p(`^我${adv}(?:是|当|做|担任)了?(?:一?[名个位])?(?<prof>(?:.{0,8}的)?.{2,10})$`),
      p(`^我${adv}在.{2,14}?(?:做|当|担任|任)了?(?:一?[名个位])?(?<prof>.{2,12})$`),
    ],
    toValue: (groups) => groups['prof'] ?? groups['value'] ?? '',
    content: '{whose}职业是{value}',
    accepts: (value, groups) =>
      isThing(value) && (groups['prof'] === undefined || isProfessionZh(value)),
  },
  {
    ...profile,
    attribute: 'job',
    importance: 0.85,
    patterns: [p(`^我${adv}(?<value>退休)(?:了.{1,6}年|.{1,6}年)?了$`)],
    content: '{who}已经{value}',
  },
  {
    ...profile,
    attribute: 'school',
    importance: 0.75,
    patterns: [
      p(
        `^我${adv}是?(?:在|就读于|毕业于|考上了?|考入了?)(?<value>.{1,12}?(?:大学|学院|中学|高中|小学|一中|清华|北大|复旦|交大|浙大))(?:读|上学|念|学习|毕业|学).{0,8}$`,
      ),
      p(`^我${adv}是?(?:就读于|毕业于|考上了?|考入了?|在读)(?<value>.{2,14})$`),
      p(`^我${adv}是(?<value>.{2,12}(?:大学|学院|中学|高中))(?:的学生|毕业的?|的)$`),
    ],
    content: '{who}的学校：{value}',
    isProper: true,
  },
  {
    ...profile,
    attribute: 'major',
    importance: 0.6,
    patterns: [
      p('^我的?专业是(?<value>.{2,12})$'),
      p(`^我${adv}(?:是学|主修|读的是|学的是)(?<value>.{2,10}?)(?:专业)?的?$`),
    ],
    content: '{whose}专业是{value}',
  },
  {
    ...profile,
    attribute: 'language',
    importance: 0.7,
    patterns: [
      p(`^我${adv}(?:会说|会讲|能说|能讲|会)(?:一点|流利的?|一些)?(?<value>.{1,14}(?:语|话|文))$`),
      p('^我的?母语是(?<value>.{1,6})$'),
    ],
    content: '{who}会说{value}',
    isList: true,
    accepts: (value) =>
      /^[\p{Script=Han}]{1,5}[语话文]$/u.test(value) && !/说|笑|电话|作文|这/u.test(value),
  },
  {
    ...profile,
    attribute: 'learning',
    importance: 0.6,
    patterns: [p(`^我${adv}(?:正?在|开始)(?:自?学习?)(?<value>.{2,12})$`)],
    content: '{who}在学{value}',
    accepts: isThing,
  },
];
