import { preference } from '../rule.ts';
import { favouriteAttribute } from '../favourites.ts';
import type { Rule } from '../rule.ts';
import { p, isThing } from './shared.ts';
import { adverbZh as adv, degreeZh as degree, isPlaceZh } from './words.ts';

export const tastesZh: readonly Rule[] = [
  {
    ...preference,
    attribute: ({ what }) => (what === undefined ? undefined : favouriteAttribute(what)),
    importance: 0.75,
    patterns: [
      p(
        '^我们?最(?:喜欢|喜爱|爱)(?:吃|喝|看|听|玩|去)?的(?<what>[\\p{Script=Han}]{1,6}?)(?:是|就是)(?<value>.{1,20})$',
      ),
    ],
    content: '{who}最喜欢的{what}是{value}',
    accepts: isThing,
  },
  {
    ...preference,
    attribute: 'prefers',
    importance: 0.7,
    patterns: [
      p(`^我${adv}(?:更|比较|宁愿|宁可|还是更?)(?:喜欢|偏好|倾向于?|偏向|爱)(?<value>.{1,20})$`),
      p(`^我${adv}(?:喜欢|爱)(?<value>.{1,10}?)(?:胜过|多过|超过|多于)(?<other>.{1,10})$`),
      p(`^我${adv}(?:偏好|偏爱)(?<value>.{1,16})$`),
    ],
    content: '{who}更喜欢{value}',
    accepts: isThing,
  },
  {
    ...preference,
    attribute: 'prefers',
    importance: 0.7,
    patterns: [p(`^我${adv}只(?<verb>[吃喝用听坐穿买])(?<value>.{1,12})$`)],
    content: '{who}只{verb}{value}',
    accepts: (value) => isThing(value) && !/[了过完到]|[\d一两三]/u.test(value),
  },
  {
    ...preference,
    attribute: 'dislikes',
    importance: 0.7,
    patterns: [
      p(
        `^我${adv}(?:从来?|坚决|一般)?不(?<verb>[住坐穿看养])(?<value>[\\p{Script=Han}]{2,8})(?<!了)$`,
      ),
    ],
    content: '{who}不{verb}{value}',
    accepts: (value) =>
      isThing(value) && !isPlaceZh(value) && !/[到见清懂完好]|^[在起下住惯]/u.test(value),
  },
  {
    ...preference,
    attribute: 'dislikes',
    importance: 0.7,
    patterns: [p(`^我${adv}${degree}(?:不喜欢|不爱|讨厌|受不了|厌恶|反感)(?<value>.{1,16})$`)],
    content: '{who}不喜欢{value}',
    accepts: isThing,
    isList: true,
  },
  {
    ...preference,
    attribute: 'fears',
    importance: 0.6,
    patterns: [p(`^我${adv}${degree}(?:害怕|怕|恐惧)(?<value>[\\p{Script=Han}]{1,8})$`)],
    content: '{who}怕{value}',
    accepts: (value) => isThing(value) && !/来不及|迟到|忘|不|会|麻烦/u.test(value),
  },
  {
    ...preference,
    attribute: 'likes',
    importance: 0.7,
    patterns: [
      p(`^我${adv}(?:很|非常|特别)?喜欢的.{1,6}(?:是|有|包括)(?<value>.{1,20})$`),

      p(
        `^我们?${adv}(?:很|非常|特别|超级?|比较|挺|蛮|真|十分|最|尤其)?(?:喜欢(?!上)|热爱|钟爱|喜爱|爱(?=[吃喝看听玩逛打跑养]|喝))(?<value>.{1,20})$`,
      ),
      p('^我的?(?:兴趣爱好|爱好|兴趣|业余爱好)(?:是|有|包括)(?<value>.{1,24})$'),
      p(`^我${adv}(?:迷上|爱上|喜欢上)了?(?<value>.{1,14})$`),
    ],
    content: '{who}喜欢{value}',
    accepts: (value) => isThing(value) && !/^(?:的|上|过)/u.test(value) && !/^.*的是/u.test(value),
    isList: true,
  },
];
