import { assertNever } from '@homarus/base';

import type { Texts } from '../texts/index.ts';
import type { ConfigProblem } from './problem.ts';

/** All problems as lines for a person: where, what was found, what is allowed. */
export function problemLines(problems: readonly ConfigProblem[], texts: Texts): readonly string[] {
  return [texts.config.problems, ...problems.map((problem) => `  ${problemText(problem, texts)}`)];
}

function problemText(problem: ConfigProblem, texts: Texts): string {
  const at = problem.path === '' ? texts.config.wholeFile : problem.path;
  return `${problem.source}: ${at}: ${problemReason(problem, texts)}`;
}

/** What is wrong, without where. */
export function problemReason(problem: ConfigProblem, { config: texts }: Texts): string {
  return reasonText(problem, texts);
}

function reasonText(problem: ConfigProblem, texts: Texts['config']): string {
  switch (problem.type) {
    case 'unreadable':
      return texts.unreadable(problem.reason);
    case 'unknown_key':
      return unknownKeyText(problem.nearest, problem.allowed, texts);
    case 'missing':
      return missingText(problem.choices, texts);
    case 'wrong_value':
      return texts.wrong(problem.found, texts.expected[problem.expected]);
    case 'not_a_choice':
      return texts.wrong(problem.found, texts.oneOf(problem.choices.join(', ')));
    case 'unset_reference':
      return texts.unsetReference(problem.variable);
    case 'no_model_name':
      return texts.noModelName(problem.provider);
    case 'no_api_key':
      return texts.noApiKey(problem.provider, problem.variable);
    case 'open_without_secret':
      return texts.open[problem.door](problem.host);
    case 'no_secret':
      return texts.noSecret[problem.door];
    default:
      return assertNever(problem);
  }
}

function unknownKeyText(
  nearest: string | undefined,
  allowed: readonly string[],
  texts: Texts['config'],
): string {
  const hint = nearest === undefined ? [] : [texts.didYouMean(nearest)];
  return [texts.unknownKey, ...hint, texts.allowed(allowed.join(', '))].join(' ');
}

function missingText(choices: readonly string[], texts: Texts['config']): string {
  const allowed = choices.length > 0 ? [texts.allowed(choices.join(', '))] : [];
  return [texts.missing, ...allowed].join(' ');
}
