import { firstPersonVerb } from './en/clauses.ts';

/**
 * A statement about the user as the user would say it, so that rules read it: "The user lives in Porto" and
 * "User lives in Porto" are "I live in Porto", 用户住在杭州 is 我住在杭州. Other texts stay as they are.
 */
export function toFirstPerson(text: string): string {
  return text
    .replace(/^(?:the )?user(?:'s|’s) /iu, 'My ')
    .replace(
      /^(?:the )?user (?<adverb>(?:also|always|never|often|really|usually) )?(?<verb>[\p{L}']+)/iu,
      (_, adverb: string | undefined, verb: string) => `I ${adverb ?? ''}${firstPersonVerb(verb)}`,
    )
    .replace(/^用户/u, '我');
}
