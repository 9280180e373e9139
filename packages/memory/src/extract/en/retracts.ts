import type { RetractRule } from '../rule.ts';
import { p, cased } from './shared.ts';
import { adverbEn as adv } from './words.ts';

export const retractsEn: readonly RetractRule[] = [
  {
    attribute: 'employer',
    patterns: [
      p(
        `^I ${adv}(?:have )?(?:quit|left|resigned from|got fired from|was laid off (?:from|by)) (?:my )?(?:job|position|work)(?: (?:at|with) (?<value>.{2,40}))?$`,
      ),
      p(`^I ${adv}(?:have )?(?:resigned|retired) from (?<value>.{2,40})$`),
      cased('^I (?:have )?(?:just )?(?:quit|left) (?<value>\\p{Lu}[\\p{L}& ]+)$'),
    ],
  },
  { attribute: 'marital_status', patterns: [p('^(?:I|we) (?:got|are getting) (?:a )?divorced?$')] },
  {
    attribute: 'habit',
    patterns: [
      p(
        `^I ${adv}(?:have )?(?:quit|stopped|gave up) (?<value>smoking|drinking|running|gaming|vaping)$`,
      ),
    ],
  },
];
