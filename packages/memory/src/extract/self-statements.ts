import { singleLine } from '@homarus/base';

import type { MemoryCategory } from '../category.ts';

/** How much an agent may learn about its own work from one turn. */
export const maxSelfImproving = 5;

/** What an agent may learn about its own work from the words of one turn. */
export interface SelfStatement {
  readonly category: MemoryCategory;
  readonly attribute: 'lesson' | 'instruction' | 'mistake' | 'feature_request';
  readonly content: string;
  readonly quote: string;
}

interface SelfRule {
  readonly category: MemoryCategory;
  readonly attribute: SelfStatement['attribute'];
  /** Only what the user says counts, where the words are everyday ones in an answer. */
  readonly isUserOnly: boolean;
  /** Multi-line; the group `what` is the statement. */
  readonly pattern: RegExp;
}

const start = '(?:^|(?<=[\\n。！!？?；;，,]|\\.\\s))[ \\t]*(?:[-*•]\\s*)?';
const rest = '[^\\n。！？]{3,200}?';
const end = '(?=[。！？\\n]|[.!](?:\\s|$)|$)';
const p = (source: string): RegExp => new RegExp(source, 'giu');

const rules: readonly SelfRule[] = [
  {
    category: 'self_improving_learnings',
    attribute: 'lesson',
    isUserOnly: false,
    pattern: p(
      `${start}(?:lessons?(?: learned)?|learned|takeaway|学到的?|教训|经验教训|经验|收获)\\s*[:：]\\s*(?<what>${rest})${end}`,
    ),
  },
  {
    category: 'self_improving_learnings',
    attribute: 'lesson',
    isUserOnly: false,
    pattern: p(
      `${start}(?:(?:今天|这次|刚才)?我(?:今天|这次)?学到了?[:：,，]?|i (?:have )?learned (?:that )?|i['’]ve learned (?:that )?)(?<what>${rest})${end}`,
    ),
  },
  {
    category: 'self_improving_errors',
    attribute: 'mistake',
    isUserOnly: false,
    pattern: p(
      `${start}(?:mistakes?|my (?:mistake|error)|错误|失误|踩坑)\\s*[:：]\\s*(?<what>${rest})${end}`,
    ),
  },
  {
    category: 'self_improving_errors',
    attribute: 'mistake',
    isUserOnly: true,
    pattern: p(
      `${start}(?<what>你(?:刚才|上次|又){0,3}(?:把.{1,14}?)?(?:搞|弄|写|算|说|记|理解|翻译)错了?${rest.replace('{3,200}?', '{0,80}?')}|you (?:got|made|were) (?:a mistake|wrong|it wrong|.{2,40} wrong)\\b[^\\n.!]{0,80})${end}`,
    ),
  },
  {
    category: 'self_improving_learnings',
    attribute: 'instruction',
    isUserOnly: true,
    pattern: p(
      `${start}(?<what>(?:以后|今后|下次|下回|从现在起|从今以后)[^\\n。！？，,我]{0,12}(?:先|要|不要|别|不能|不许|记得|请|必须|都|用|应该|千万|务必)${rest}|(?:from now on|next time|in (?:the )?future)\\b,?\\s+(?:please |always |never |don['’]?t |do not |make sure |remember to |you should |check |use |ask |run |keep )${rest}|(?:don['’]?t|do not|never) ever ${rest}|never ${rest} again)${end}`,
    ),
  },
  {
    category: 'self_improving_feature_requests',
    attribute: 'feature_request',
    isUserOnly: false,
    pattern: p(
      `${start}(?:feature requests?|feature idea|功能(?:请求|建议|需求)|建议增加|希望增加|希望加上?)\\s*[:：]?\\s*(?<what>${rest})${end}`,
    ),
  },
  {
    category: 'self_improving_feature_requests',
    attribute: 'feature_request',
    isUserOnly: true,
    pattern: p(
      `${start}(?<what>(?:要是|如果)你(?:能|可以|会)${rest}就好了|(?:希望|真希望)你(?:能够?|可以|以后能)(?!帮|给|告诉|回答|用|简|详)${rest}|i wish you (?:could|would|had) ${rest}|it would be (?:nice|great|good|helpful) if you could ${rest})${end}`,
    ),
  },
];

/** What stands after "Error:" in a log that somebody pasted is no lesson. */
const programOutput =
  /找不到|未找到|无法|失败|异常|\bexception\b|\bnot found\b|\bundefined\b|\bcannot (?:find|read|open)\b/iu;

/** Statements about the agent's own work, in the order they stand in the text. */
export function selfStatements(text: string, role: 'user' | 'assistant'): readonly SelfStatement[] {
  return rules
    .filter((rule) => role === 'user' || !rule.isUserOnly)
    .flatMap(({ category, attribute, pattern }) =>
      [...text.matchAll(pattern)].flatMap((match) => {
        const quote = match.groups?.['what']?.trim() ?? '';
        if (quote === '' || programOutput.test(quote)) return [];
        return [{ category, attribute, content: singleLine(quote), quote, index: match.index }];
      }),
    )
    .toSorted((a, b) => a.index - b.index)
    .map(({ index: _index, ...statement }) => statement);
}
