import { preference, profile } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { p, isShort } from './shared.ts';
import { adverbEn as adv } from './words.ts';

const never = `^I ${adv}(?:never|can't|cannot|can not|don't|do not|no longer|am not able to|am unable to) ${adv}(?:ever )?`;
const avoided = {
  ...preference,
  attribute: 'diet.avoid',
  importance: 0.85,
  accepts: (value: string) =>
    isShort(value) &&
    !/^(?:much|breakfast|lunch|dinner|well|out|people|crowds|enough|at|after|before|too|doing|being|drinking|alone|here|there|fast|slowly)\b/iu.test(
      value,
    ),
  isList: true,
} as const;

export const healthEn: readonly Rule[] = [
  {
    ...profile,
    attribute: 'health.allergy',
    importance: 0.95,
    patterns: [
      p(
        `^I am ${adv}(?:(?:severely|deathly|highly|mildly|slightly|terribly|extremely) )?allergic to (?<value>.{2,60})$`,
      ),
      p(`^I ${adv}have an? (?:(?:severe|bad|mild|serious) )?(?<value>[a-z ]{2,30}?) allergy$`),
      p(
        `^I ${adv}have (?:an? )?(?:severe |bad |mild |serious )?allerg(?:y|ies) to (?<value>.{2,60})$`,
      ),
      p('^my allerg(?:y|ies) (?:is|are|include) (?<value>.{2,60})$'),
    ],
    content: '{who} is allergic to {value}',
    accepts: isShort,
    isList: true,
  },
  {
    ...profile,
    attribute: 'health.condition',
    importance: 0.9,
    patterns: [
      p(
        `^I ${adv}(?:have(?: got)?|suffer from|was diagnosed with|have been diagnosed with|got diagnosed with|live with) (?:an? |chronic |severe |mild )*(?<value>diabetes|type [12] diabetes|asthma|migraines?|hypertension|high blood pressure|low blood pressure|anxiety|depression|insomnia|adhd|autism|celiac(?: disease)?|ibs|arthritis|anemia|cancer|eczema|gout|heart (?:disease|condition)|epilepsy|hay fever|[a-z]+ (?:disease|disorder|syndrome|intolerance)|[a-z]+itis)(?: though| as well| too)?$`,
      ),
      p(
        `^I am ${adv}(?<value>diabetic|asthmatic|lactose[ -]intolerant|gluten[ -]intolerant|(?:\\d+ (?:weeks|months) )?pregnant|colou?r ?blind|deaf|autistic|celiac|near-?sighted)$`,
      ),
    ],
    content: '{whose} health: {value}',
  },
  {
    ...profile,
    attribute: 'health.medication',
    importance: 0.85,
    patterns: [
      p(
        `^I (?:am )?${adv}(?:take|taking|on) (?<value>[a-z ]{0,20}(?:medication|medicine|pills|metformin|insulin|ibuprofen|statins?|antidepressants|antibiotics|inhaler))\\b`,
      ),
    ],
    content: '{who} takes {value}',
  },
  {
    ...preference,
    attribute: 'diet.style',
    importance: 0.9,
    patterns: [
      p(
        `^I (?:am|eat|have gone|went|became|have been|keep) ${adv}(?:an? |on an? )?(?:strict(?:ly)? )?(?<value>vegetarian|vegan|pescatarian|halal|kosher|keto|gluten[ -]free|paleo|plant[ -]based)(?: diet)?(?: now)?(?:,.*| (?:for|since) .*)?$`,
      ),
      p(`^I am ${adv}on an? (?<value>[\\w -]{3,30}?) diet$`),
    ],
    content: '{whose} diet is {value}',
  },
  {
    ...avoided,
    patterns: [
      p(`${never}(?:eat|have to eat|tolerate) (?<value>.{2,40})$`),
      p(
        `^I ${adv}(?:can't|cannot|can not) have (?<value>(?:dairy|gluten|nuts|peanuts|shellfish|seafood|sugar|salt|eggs|milk|soy|wheat|lactose|spicy food|pork|meat|fish)\\b.*)$`,
      ),
      p(`^I ${adv}(?:avoid|stay away from) (?:eating )?(?<value>.{2,40})$`),
      p(`^I ${adv}(?:gave up|have given up|quit|stopped) eating (?<value>.{2,40})$`),
    ],
    content: '{who} does not eat {value}',
  },
  {
    ...avoided,
    patterns: [
      p(`${never}drink (?<value>.{2,40})$`),
      p(`^I ${adv}(?:avoid|gave up|have given up|quit|stopped) drinking (?<value>.{2,40})$`),
    ],
    content: '{who} does not drink {value}',
  },
];
