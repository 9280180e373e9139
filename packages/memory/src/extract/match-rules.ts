import type { Clause, Groups, LanguageRules, Rule } from './rule.ts';

/** A rule that reads a clause, and what it reads there. */
export interface RuleMatch {
  readonly rule: Rule;
  readonly attribute: string;
  readonly value: string;
  readonly groups: Groups;
  readonly language: LanguageRules;
}

/** Everything that the rules of a language read in one clause. */
export function matchRules(clause: Clause, language: LanguageRules): readonly RuleMatch[] {
  return language.rules.flatMap((rule) => {
    const text = rule.form === 'request' ? clause.said : clause.text;
    return text === '' ? [] : matchRule(rule, text, language);
  });
}

function matchRule(rule: Rule, text: string, language: LanguageRules): readonly RuleMatch[] {
  for (const pattern of rule.patterns) {
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) continue;
    const attribute = typeof rule.attribute === 'string' ? rule.attribute : rule.attribute(groups);
    const accepted = valuesOf(rule, groups, language);
    if (attribute === undefined || accepted.length === 0) continue;
    return accepted.map((value) => ({ rule, attribute, value, groups, language }));
  }
  return [];
}

function valuesOf(rule: Rule, groups: Groups, language: LanguageRules): readonly string[] {
  const whole = language.cleanValue(rule.toValue?.(groups) ?? groups['value'] ?? '');
  const values = rule.isList === true ? language.splitList(whole) : [whole];
  return values.filter(
    (value) => value !== '' && (rule.accepts === undefined || rule.accepts(value, groups)),
  );
}
