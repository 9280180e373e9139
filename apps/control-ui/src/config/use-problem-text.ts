import { useManageTexts } from '../texts/manage/index.ts';
import type { SettingProblem } from './validate.ts';

/** Says what is wrong with a setting, and what is expected. */
export function useProblemText(): (problem: SettingProblem) => string {
  const { problems: t } = useManageTexts().config;
  return ({ kind, expected }) => t[kind](expected);
}
