import { languageOf } from '@homarus/base';
import type { Language } from '@homarus/base';

/** A sentence of a message and where it begins there. */
export interface Sentence {
  readonly text: string;
  readonly from: number;
  readonly isQuestion: boolean;
  readonly language: Language;
}

/** Longer messages are pasted material, and nobody's statement about themselves. */
const maxTypedLength = 1500;

const rolePlay =
  /假装|扮演|角色扮演|假设你是|你现在是一?[个名位]|\bpretend\b|\brole-?play|\bact as\b|\bimagine (?:you|that you|i)\b|\byou are now\b/iu;

/** After such words comes a text to be worked on, up to the end of the message. */
const material =
  /(?:翻译|润色|改写|总结|概括|校对|改一下|修改|分析|解释|写|生成|起草|编|译成)[^。！？\n]{0,40}[:：]|(?:以下|下面|下列|如下)[^。！？\n]{0,30}[:：\n]|\b(?:translate|summari[sz]e|proofread|rewrite|paraphrase|correct|fix|improve|edit|analy[sz]e|explain|review|write|draft|compose|generate)\b[^.!?\n]{0,80}:|\b(?:here(?: is|['’]s| are)|below is|the following|this (?:text|email|letter|article|code))\b[^.!?\n]{0,60}:/iu;

/** Never the speaker's own words: code, quoted lines, quoted speech, addresses. */
const foreign: readonly RegExp[] = [
  /```[\s\S]*?(?:```|$)/gu,
  /`[^`\n]*`/gu,
  /^[ \t]*>.*$/gmu,
  /https?:\/\/\S+/gu,
  /“[^”]*”|「[^」]*」|『[^』]*』|(?<![\w\p{L}])"[^"\n]*"/gu,
];

/** A short quoted word is a name or a term and may be read; speech may not. */
function isTerm(quoted: string): boolean {
  return (
    /^[“"「『]/u.test(quoted) &&
    quoted.length <= 22 &&
    !/^.(?:我|I\b|I['’])/u.test(quoted) &&
    !/[，。！？,.!?]/u.test(quoted)
  );
}

/** The text with everything that is not the speaker's own blanked, each index where it was. */
function ownWords(text: string): string {
  let own = text;
  for (const pattern of foreign) {
    own = own.replaceAll(pattern, (part) => (isTerm(part) ? part : blank(part)));
  }
  const start = material.exec(own);
  if (start === null) return own;
  const end = start.index + start[0].length;
  return own.slice(0, end - 1) + blank(own.slice(end - 1));
}

/** A private-use character: it stands in no text that somebody typed. */
const blankMark = '\ue000';

function blank(part: string): string {
  return part.replaceAll(/[^\n]/gu, blankMark);
}

// A blanked stretch ends a sentence as white space does.
const sentenceEnd = /[。！？!?；;\n]+|\.+(?=[\s\ue000]|$)|$/gu;
const abbreviation =
  /(?:\b(?:mr|mrs|ms|dr|prof|st|vs|etc|e\.g|i\.e|a\.m|p\.m|u\.s|no|inc|jr|sr)|\b[a-z])$/iu;

/**
 * The sentences that a person typed about anything: empty for role-play and for pasted documents;
 * without code, quotations and the material of a task.
 */
export function sentencesOf(text: string): readonly Sentence[] {
  if (text.length > maxTypedLength || rolePlay.test(text)) return [];
  const own = ownWords(text);
  const sentences: Sentence[] = [];
  let start = 0;
  for (const match of own.matchAll(sentenceEnd)) {
    const isFullStop = match[0].startsWith('.');
    if (isFullStop && abbreviation.test(own.slice(Math.max(0, match.index - 6), match.index)))
      continue;
    addSentence(sentences, own.slice(start, match.index), start, /[?？]/u.test(match[0]));
    start = match.index + match[0].length;
  }
  return sentences;
}

function addSentence(sentences: Sentence[], raw: string, from: number, isQuestion: boolean): void {
  const text = raw.replaceAll(blankMark, ' ');
  if (text.trim() === '') return;
  sentences.push({ text, from, isQuestion, language: languageOf(text) });
}
