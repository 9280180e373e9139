import { relationOf, relationPattern } from '../relations.ts';
import type { ClauseGrammar, Piece, ReaderState, ReadPiece, Subject } from '../clause-reader.ts';
import type { Relative } from '../rule.ts';

const opening =
  /^(?:hi|hello|hey|well|so|and|but|also|plus|then|oh|yes|yeah|yep|no|nope|ok|okay|sure|thanks|thank you|by the way|btw|fyi|for the record|to be honest|honestly|in fact|as for me|anyway|because|since|just so you know|i think(?: that)?|i told you(?: that)?|you know|hi there|hello there|good (?:morning|evening|afternoon)|let me introduce myself)\b[,:!\s]*/iu;
const correction =
  /^(?:no|nope|actually|sorry|wait|correction|not quite|that['’]?s (?:wrong|not right)|i meant(?: to say)?|i mean)\b[,:.!\s]*/iu;
const remember =
  /^(?:(?:please|can you|could you|you should|also|always)\s+)*(?:remember(?: (?:that|this|for me))?(?! to\b| (?:when|how|what|the time)\b)|(?:make a )?note(?: (?:that|this|down|of))+|take note(?: that)?|keep in mind(?: that)?|bear in mind(?: that)?|don['’]?t forget(?: that)?(?! to\b)|do not forget(?: that)?(?! to\b)|memori[sz]e(?: that| this)?|save this)\b[,:\s]*/iu;
const asks =
  /^(?:what|who|whom|whose|where|when|why|how|which|do|does|did|am|is|are|was|were|can|could|will|would|shall|should|may|have|has)\b/iu;
const hypothetical =
  /^(?:if|unless|suppose|supposing|assuming|imagine|what if|let['’]?s say|say|in case|should|for example|e\.g\.|hypothetically|wish|i wish|even if|whether)\b/iu;
const uncertain =
  /\b(?:maybe|perhaps|might|may be|possibly|probably|i guess|not sure|i dreamed|i dreamt|seems?|would be|could be)\b/iu;
const reporting =
  /\b(?:said|says|told (?:me|us|him|her|them)|asked|wrote|replied|claims?|claimed|mentioned|texted|tells me)\b[:,\s]*(?:that)?$/iu;

const ownSubject = "(?:i|i['’](?:m|ve|ll|d)|my|we|we['’](?:re|ve|ll|d)|our)";
const otherSubject =
  "(?:he|she|it|they|you|please|can|could|what|how|where|let|this|that|there|he['’]s|she['’]s|it['’]s|they['’]re)";
/** What goes on about the subject before: "I live in Paris and work at Google". */
const ownVerb =
  "(?:also\\s+)?(?:live|work|have|love|like|hate|am|study|speak|moved|prefer|usually|play|enjoy|don['’]t|can['’]t|was born|collect|drive|own)";
const joint = new RegExp(
  `(?:,\\s*|\\s+)(?:and|but|so|because|although|though|while|plus|since|whereas)\\s+(?=(?:also\\s+)?(?:${ownSubject}|${otherSubject})\\b)|,\\s*(?=(?:also\\s+)?(?:${ownSubject}|${otherSubject})\\b)|,?\\s+(?=(?:if|unless|because)\\s)|,\\s*(?:so|but|yet|although|though|while|whereas)\\s+(?!that\\b|${ownVerb}\\b)|;\\s*|\\s+[-–—]+\\s+|\\s+(?:and|but)\\s+(?=${ownVerb}\\b)|(?<=^(?:i am|i['’]m|my name is)\\s\\S+),\\s*(?=an?\\s)|(?<=^(?:no|nope|actually|sorry|hi|hello|hey|yes)),\\s*`,
  'giu',
);

const ownRelation = new RegExp(
  `^(?:my|our)\\s+(?:(?:older|younger|little|big|elder|eldest|late|dear|new|best)\\s+)?(?<word>${relationPattern('en')})\\b(?:,?\\s+(?<name>[\\p{Lu}][\\p{L}]+),?(?=\\s+(?:is|has|likes|loves|hates|works|lives|can|can't|can’t|was|also|plays|turns|turned|goes|needs|wants|studies|teaches|speaks|drives|eats|drinks|prefers|enjoys|takes|comes|owns|runs|just)))?`,
  'iu',
);
const introducesRelation = new RegExp(
  `^I (?:also )?have (?:an? |one |two |three )?(?:\\S+ ){0,2}?(?<word>${relationPattern('en')})s?$`,
  'iu',
);

/** The third person of the verbs that rules read, as the first. */
const firstPerson: Readonly<Record<string, string>> = {
  is: 'am',
  has: 'have',
  does: 'do',
  "doesn't": "don't",
  "isn't": 'am not',
  works: 'work',
  lives: 'live',
  likes: 'like',
  loves: 'love',
  hates: 'hate',
  dislikes: 'dislike',
  prefers: 'prefer',
  enjoys: 'enjoy',
  speaks: 'speak',
  studies: 'study',
  teaches: 'teach',
  plays: 'play',
  owns: 'own',
  drives: 'drive',
  goes: 'go',
  eats: 'eat',
  drinks: 'drink',
  avoids: 'avoid',
  suffers: 'suffer',
  takes: 'take',
  comes: 'come',
};

/** "lives": "live"; another word stays as it is. */
export function firstPersonVerb(verb: string): string {
  return firstPerson[verb.toLowerCase()] ?? verb;
}

/** How English takes a sentence apart: where a new subject or verb follows a comma or "and". */
export const englishGrammar: ClauseGrammar<EnglishPiece> = {
  split,
  read: readPiece,
  isUnstated: ({ said }) => uncertain.test(said) || asks.test(said),
  introduced: (text) => {
    const word = introducesRelation.exec(text)?.groups?.['word']?.toLowerCase();
    const is = word === undefined ? undefined : relationOf(word);
    return word === undefined || is === undefined ? undefined : { is, word };
  },
  toNameStatement: (name) => `My name is ${name}`,
};

interface EnglishPiece extends Piece {
  /** Its subject stands in the piece before: "I live in Paris | and work at Google". */
  readonly isSubjectless: boolean;
  /** "I'm Lin | , a nurse from Berlin". */
  readonly isApposition: boolean;
}

function split(text: string): readonly EnglishPiece[] {
  const pieces: EnglishPiece[] = [];
  let start = 0;
  let isSubjectless = false;
  let isApposition = false;
  const add = (end: number): void => {
    const raw = text.slice(start, end);
    const trimmed = raw.trim();
    if (trimmed === '') return;
    pieces.push({ text: trimmed, from: start + raw.indexOf(trimmed), isSubjectless, isApposition });
  };
  const lead = /^\s*/u.exec(text)?.[0].length ?? 0;
  for (const match of text.slice(lead).matchAll(joint)) {
    add(lead + match.index);
    start = lead + match.index + match[0].length;
    const rest = text.slice(start);
    isApposition = /^\s*,/u.test(match[0]) && /^an?\s/iu.test(rest);
    isSubjectless = /^\s+(?:and|but)/iu.test(match[0]) && !startsWithSubject.test(rest);
  }
  add(text.length);
  return pieces;
}

const startsWithSubject = new RegExp(`^(?:also\\s+)?(?:${ownSubject}|${otherSubject})\\b`, 'iu');

function readPiece(piece: EnglishPiece, before: ReaderState): ReadPiece {
  const opened = cutOpenings(piece.text);
  const flags = {
    isExplicit: before.isExplicit || opened.isExplicit,
    isCorrection: before.isCorrection || opened.isCorrection,
  };
  const { said } = opened;
  const state = { ...before, ...flags };
  if (hypothetical.test(said)) return { text: '', said, state, stops: true };
  if (!/^i (?:said|told)/iu.test(said) && reporting.test(said)) {
    return { text: '', said, state: { ...state, about: 'other' }, stops: true };
  }
  if (said === '') return { text: '', said, state, stops: false };
  if (piece.isApposition || piece.isSubjectless) {
    const text = `I ${piece.isApposition ? 'am ' : ''}${said.replace(/^also /u, '')}`;
    return { text: before.about === 'other' ? '' : text, said, state, stops: false };
  }
  const { about, text } = subjectOf(withoutDoctor(plain(said)), before);
  return { text, said, state: { ...flags, about }, stops: false };
}

function cutOpenings(piece: string): {
  readonly said: string;
  readonly isExplicit: boolean;
  readonly isCorrection: boolean;
} {
  let said = piece;
  let isExplicit = false;
  let isCorrection = false;
  for (;;) {
    const mended = said.replace(correction, '');
    isCorrection ||= mended !== said;
    const asked = mended.replace(remember, '');
    isExplicit ||= asked !== mended;
    const rest = asked.replace(opening, '').replace(/^please\s+(?=i\b|my\b)/iu, '');
    if (rest === said) break;
    said = rest;
  }
  return { said: said.replace(/[\s,:]+$/u, ''), isExplicit, isCorrection };
}

/** Contractions written out, curly apostrophes straight. */
function plain(said: string): string {
  return said
    .replaceAll('’', "'")
    .replaceAll(/\bi'm\b/giu, 'I am')
    .replaceAll(/\b(i|we)'ve\b/giu, '$1 have')
    .replaceAll(/\b(i|we)'ll\b/giu, '$1 will')
    .replaceAll(/\b(i|we)'d\b/giu, '$1 would')
    .replaceAll(/\bwe're\b/giu, 'we are')
    .replaceAll(/\b(he|she|it|name|that|there)'s\b(?=\s)/giu, '$1 is')
    .replace(/^i\b/u, 'I');
}

const doctor =
  '(?:my|the|a|our) (?:doctor|gp|consultant|specialist|dietitian|cardiologist|therapist)';
const doctorsWords: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`^${doctor} (?:has |just )*(?:told|advised|asked|wants) me to `, 'iu'), 'I '],
  [
    new RegExp(`^${doctor} (?:has |just )*(?:told|advised|asked|wants) me not to `, 'iu'),
    "I don't ",
  ],
  [new RegExp(`^${doctor} (?:has |just )*put me on `, 'iu'), 'I am on '],
  [new RegExp(`^${doctor} (?:has |just )*(?:said|says|told me) (?:that )?(?=I )`, 'iu'), ''],
];

/** What a doctor told somebody, as their own words: it holds for them. */
function withoutDoctor(said: string): string {
  const order = doctorsWords.find(([pattern]) => pattern.test(said));
  return order === undefined ? said : said.replace(...order);
}

function subjectOf(said: string, before: ReaderState): Subject {
  return relationSubject(said) ?? firstPersonSubject(said) ?? pronoun(said, before) ?? someoneElse;
}

const someoneElse: Subject = { about: 'other', text: '' };

function relationSubject(said: string): Subject | undefined {
  const relation = ownRelation.exec(said);
  const word = relation?.groups?.['word']?.toLowerCase();
  const is = word === undefined ? undefined : relationOf(word);
  if (relation === null || word === undefined || is === undefined) return undefined;
  return relationClause(
    { is, word, name: relation.groups?.['name'] },
    said.slice(relation[0].length),
  );
}

function firstPersonSubject(said: string): Subject | undefined {
  const own = said.replace(/^((?:i|we)(?: am| are)?) (?:also|actually|just|currently)\s/iu, '$1 ');
  return /^(?:i|my|we|our)\b/iu.test(own) ? { about: 'speaker', text: own } : undefined;
}

function pronoun(said: string, before: ReaderState): Subject | undefined {
  const about = before.introduced ?? before.about;
  if (typeof about !== 'object') return undefined;
  const own = said.replace(/^(?:his|her|its) (?=name\b)/iu, "'s ");
  const rest = own.replace(/^(?:he|she|it)\b/iu, '');
  return rest === said ? undefined : relationClause(about, rest);
}

/** "(My daughter) is allergic", "('s) name is Amy" in the first person. */
function relationClause(about: Relative, rest: string): Subject {
  if (/^\s+and\b/iu.test(rest)) return { about: 'speaker', text: '' };
  const owned = /^'s\s+(?=\S+\s+(?:is|was)\b|favou?rite)/iu.exec(rest);
  if (owned !== null) return { about, text: `My ${rest.slice(owned[0].length)}` };
  const words = rest.replace(/^'s\b/iu, ' is').trim().split(/\s+/u);
  const adverb = /^(?:really|also|always|never|usually|currently|just)$/iu.test(words[0] ?? '')
    ? 1
    : 0;
  const verb = words[adverb] ?? '';
  words[adverb] = firstPersonVerb(verb);
  return { about, text: `I ${words.join(' ')}`.replace(/^I also /u, 'I ') };
}
