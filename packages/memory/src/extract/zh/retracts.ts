import type { RetractRule } from '../rule.ts';
import { p } from './shared.ts';
import { adverbZh as adv } from './words.ts';

export const retractsZh: readonly RetractRule[] = [
  {
    attribute: 'employer',
    patterns: [
      p(`^我${adv}(?:从)?(?<value>.{2,12}?)(?:离职|辞职|退休)了?$`),
      p(`^我${adv}(?:离开|辞去)了?(?<value>.{2,12}?)(?:的工作|公司)?了?$`),
      p(`^我${adv}(?:辞职|离职|被裁|被裁员|失业|退休)了$`),
    ],
  },
  {
    attribute: 'marital_status',
    patterns: [p(`^我(?:们|和.{1,6}|跟.{1,6})?${adv}(?:离婚|分手)了$`)],
  },
  { attribute: 'habit', patterns: [p('^我(?:已经)?戒了?(?<value>烟|酒|游戏)了?$')] },
];
