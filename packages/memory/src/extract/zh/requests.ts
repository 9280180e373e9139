import type { Rule } from '../rule.ts';
import { nameZh } from './words.ts';

const p = (source: string): RegExp => new RegExp(source, 'u');
const communication = {
  category: 'user_memory_preference',
  kind: 'preference',
  importance: 0.85,
  form: 'request',
} as const;

const ask =
  '(?:我|希望|想让?|要|你|您|们|以后|今后|请|都|麻烦|一律|始终|总是|尽量|最好|可以|一直|每次|之后|喜欢)*';
const reply = '(?:回答|回复|答复|交流|沟通|对话|聊天?|说话|说|讲|跟我聊)';
const notThisOne = /这|那|下面|以下|上面|题|道|问题|段/u;

/** How somebody wants to be answered and called. Read as it was said: these are requests. */
export const requestRulesZh: readonly Rule[] = [
  {
    ...communication,
    attribute: 'communication.language',
    patterns: [
      p(
        `^${ask}用(?<value>中文|汉语|普通话|粤语|英文|英语|日文|日语|韩语|法语|德语|西班牙语|俄语|繁体中文|简体中文)(?:来|跟我|和我|给我|与我)*${reply}(?:我|我的(?:问题|消息))?(?<rest>.{0,8})$`,
      ),
      p(`^${ask}(?:说|讲)(?<value>中文|英文|英语|日语|粤语|普通话)$`),
    ],
    content: '{who}希望用{value}交流',
    accepts: (_value, { rest = '' }) => !notThisOne.test(rest),
  },
  {
    ...communication,
    attribute: 'communication.length',
    patterns: [
      p(
        `^${ask}(?:回答|回复|答案|说话|讲话|解释)(?:我|得|要|请|尽量|都|应该|时|的时候|再|更)*(?<value>简短|简洁|简单|精炼|短|详细|具体|长)(?:一?点儿?|一?些)?$`,
      ),
      p(`^${ask}(?:尽量)?(?<value>简短|简洁|详细|言简意赅)(?:一?点儿?|一?些|地)?${reply}(?:我)?$`),
      p(`^${ask}(?:不要|别)(?:太|那么|这么)?(?<value>啰嗦|长篇大论|长)$`),
    ],
    toValue: ({ value = '' }) => (/详细|具体|^长$/u.test(value) ? '详细' : '简短'),
    content: '{who}希望回答{value}',
  },
  {
    ...communication,
    attribute: 'communication.format',
    patterns: [
      p(
        `^${ask}(?:用|以|按)(?<value>列表|要点|分点|表格|[mM]arkdown|项目符号|纯文本)(?:的?形式|的?方式|格式)?(?:来|给我)*(?:${reply}|输出|列出)(?:我)?(?<rest>.{0,6})$`,
      ),
      p(`^${ask}(?<value>(?:不要|别)(?:再)?用(?:表情符号|表情|[eE]moji|[mM]arkdown|列表|表格))$`),
    ],
    content: '{whose}回答格式要求：{value}',
    accepts: (_value, { rest = '' }) => !notThisOne.test(rest),
  },
  {
    ...communication,
    attribute: 'communication.tone',
    patterns: [
      p(
        `^${ask}(?:说话|语气|口吻|回答)(?:可以|要|请|得|更|再)*(?<value>正式|轻松|幽默|随意|活泼|温柔|直接|严肃|友好)(?:一?点儿?|一?些)?$`,
      ),
    ],
    content: '{who}希望语气{value}',
  },
  {
    ...communication,
    attribute: 'communication.name',
    patterns: [
      p(
        `^(?:你|您|大家|别人|朋友|们|以后|请|可以|都|就|直接|平时|习惯)*(?:叫|称呼|喊)我(?:为|做)?(?<value>${nameZh}?)(?:就行|就好|吧|就可以|即可)?了?$`,
      ),
    ],
    toValue: ({ value = '' }) => value.replace(/(?:就行|就好|就可以|即可|好了)了?$/u, ''),
    content: '{who}希望被称为{value}',
    accepts: (value) => value.length > 0 && !/起床|吃|去|来|醒|什么|一声|的|不|回|过/u.test(value),
    isProper: true,
  },
];
