import type { Rule } from '../rule.ts';
import { nameEn } from './words.ts';

const p = (source: string): RegExp => new RegExp(source, 'iu');
const communication = {
  category: 'user_memory_preference',
  kind: 'preference',
  importance: 0.85,
  form: 'request',
} as const;

const ask =
  "(?:(?:please|always|from now on,?|in (?:the )?future,?|i(?:['’]d| would)? (?:prefer|want|like|need)(?: it)?(?: if)?|you (?:to|should|can|could|must)|to|can you|just|only|do|try to) )*";
const reply =
  '(?:answer|reply|respond|speak|talk|write|communicate|chat|keep your (?:answers|replies))';
const notThisOne =
  /\b(?:this|that|these|the (?:question|following|email|letter|text|next)|following|below|above|a|an)\b/iu;
const languages =
  'english|chinese|mandarin|cantonese|japanese|korean|french|german|spanish|italian|portuguese|russian|arabic|hindi|dutch';

/** How somebody wants to be answered and called. Read as it was said: these are requests. */
export const requestRulesEn: readonly Rule[] = [
  {
    ...communication,
    attribute: 'communication.language',
    patterns: [
      p(
        `^${ask}${reply}(?: to| with)?(?: me)?(?: only)? in (?<value>${languages})(?<rest>.{0,30})$`,
      ),
      p(`^${ask}speak (?<value>${languages})(?: to me| with me)?$`),
    ],
    content: '{who} wants replies in {value}',
    accepts: (_value, { rest = '' }) => !notThisOne.test(rest),
  },
  {
    ...communication,
    attribute: 'communication.length',
    patterns: [
      p(
        `^${ask}(?:keep|make) (?:your |the )?(?:answers?|repl(?:y|ies)|responses?|it|explanations?) (?:more |very |as )?(?<value>short|shorter|brief|briefer|concise|succinct|detailed|long|longer|simple)(?: as possible)?$`,
      ),
      p(
        `^${ask}(?:be) (?:more |very |as )?(?<value>brief|concise|succinct|detailed|verbose|to the point)$`,
      ),
      p(`^${ask}${reply}(?: to)?(?: me)? (?<value>briefly|concisely|in detail|in short)$`),
      p(
        '^i (?:prefer|like|want) (?<value>short|brief|concise|detailed|long) (?:answers|replies|responses|explanations)$',
      ),
    ],
    toValue: ({ value = '' }) => (/detail|long|verbose/iu.test(value) ? 'detailed' : 'concise'),
    content: '{who} wants {value} replies',
  },
  {
    ...communication,
    attribute: 'communication.format',
    patterns: [
      p(
        `^${ask}(?:${reply}|use|format (?:your )?(?:answers|replies))(?: to)?(?: me)?(?: in| with| using| as)? (?<value>bullet points|bullets|a list|lists|tables|markdown|plain text)(?<rest>.{0,30})$`,
      ),
      p(
        `^${ask}(?<value>(?:don['’]?t|do not|never|stop) us(?:e|ing) (?:emojis?|markdown|bullet points|tables|lists))$`,
      ),
    ],
    content: '{whose} preferred reply format: {value}',
    accepts: (_value, { rest = '' }) => !notThisOne.test(rest),
  },
  {
    ...communication,
    attribute: 'communication.tone',
    patterns: [
      p(
        `^${ask}(?:be|sound|keep it|use an?|keep the tone) (?:more |very )?(?<value>formal|informal|casual|friendly|funny|humorous|direct|blunt|polite|professional)(?: tone| with me)?$`,
      ),
    ],
    content: '{who} wants a {value} tone',
  },
  {
    ...communication,
    attribute: 'communication.name',
    patterns: [
      new RegExp(
        `^(?:(?:[Pp]lease|[Yy]ou can|[Yy]ou may|[Jj]ust|[Pp]eople|[Ee]veryone|[Mm]y friends|[Ff]riends|[Aa]lways|[Ff]rom now on,?) )*[Cc]alls? me (?<value>${nameEn})$`,
        'u',
      ),
      new RegExp(`^I (?:go by|prefer to be called|like to be called) (?<value>${nameEn})$`, 'u'),
    ],
    content: '{who} wants to be called {value}',
    isProper: true,
  },
];
