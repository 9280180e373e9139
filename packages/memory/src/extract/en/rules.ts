import { personEn } from './person.ts';
import { workEn } from './work.ts';
import { familyEn } from './family.ts';
import { healthEn } from './health.ts';
import { tastesEn } from './tastes.ts';
import { lifeEn } from './life.ts';
import { requestRulesEn } from './requests.ts';
import type { Rule } from '../rule.ts';

export const rulesEn: readonly Rule[] = [
  ...personEn,
  ...workEn,
  ...familyEn,
  ...healthEn,
  ...tastesEn,
  ...lifeEn,
  ...requestRulesEn,
];
