import { personZh } from './person.ts';
import { workZh } from './work.ts';
import { familyZh } from './family.ts';
import { healthZh } from './health.ts';
import { tastesZh } from './tastes.ts';
import { lifeZh } from './life.ts';
import { requestRulesZh } from './requests.ts';
import type { Rule } from '../rule.ts';

export const rulesZh: readonly Rule[] = [
  ...personZh,
  ...workZh,
  ...familyZh,
  ...healthZh,
  ...tastesZh,
  ...lifeZh,
  ...requestRulesZh,
];
