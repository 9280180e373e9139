import type { Rule } from '../rule.ts';
import { p, isThing } from './shared.ts';
import { adverbZh as adv } from './words.ts';

export const lifeZh: readonly Rule[] = [
  {
    category: 'user_memory_preference',
    kind: 'behaviour',
    attribute: 'habit',
    importance: 0.6,
    patterns: [
      p(
        '^我们?(?:都|会|都会|要|一般|通常|平时|基本)*(?<value>(?:在)?每(?:一?天|日|周|个?星期|个?月|年|晚|早|逢).{2,30})$',
      ),
      p('^我们?(?<value>(?:一般|通常|平时|经常|习惯|总是|常常|周末)(?:都|会|都会|在|于)*.{2,30})$'),
      p('^我们?有(?<value>.{2,16})的习惯$'),
      p(
        '^我们?(?:组|团队|公司|项目)?(?<value>(?:一直|始终|都|主要)*用 ?[A-Za-z][\\w+#./ -]{0,24}?(?: ?(?:写|开发|做|部署|搭)[^的了]{0,8})?)$',
      ),
      p('^我(?<value>是个?(?:夜猫子|路痴|吃货|急性子|慢性子|社恐|早起的人|左撇子))$'),
    ],
    content: '{who}{value}',
    accepts: (value) =>
      isThing(value) &&
      !value.endsWith('个人') &&
      !/^每.{1,3}?[\d一二三四五六七八九十百半几]+个?(?:分钟|小时|钟头|次|遍|页|杯|公里)$/u.test(
        value,
      ) &&
      !/累|烦|忙|不[能吃喝]|药$|错误|问题|报错|[这那]/u.test(value),
  },
  {
    category: 'user_memory_fact',
    kind: 'entity',
    attribute: 'possession',
    importance: 0.6,
    patterns: [
      p(
        `^我们?${adv}(?:有|买了|入手了?|换了)(?<value>[一两三四\\d]?(?:辆|台|部|套|架|把|间|栋|块|双).{1,16})$`,
      ),
      p(`^我${adv}(?:开|用|骑|戴)的(?:车|电脑|手机|相机|自行车|表)?是(?<value>.{2,16})$`),
    ],
    content: '{who}有{value}',
    accepts: isThing,
  },
  {
    category: 'user_memory_decision',
    attribute: 'decision',
    importance: 0.75,
    patterns: [
      p('^我们?(?:已经|最终|最后|今天|刚刚|一致)*(?:决定|敲定|选定|定下来)了?(?<value>.{2,40})$'),
      p('^我们?就(?<value>(?:用|选|定|按|采用|走|去|买).{1,24})$'),
    ],
    content: '{who}决定{value}',
    accepts: (value) =>
      isThing(value) && !/^.[这那](?:个|种|样|些)?$/u.test(value) && !/不了|不下|^不$/u.test(value),
  },
];
