import { relationOf, relationPattern } from './relations.ts';
import type { Clause, Relative, Topic } from './rule.ts';
import type { Sentence } from './sentences.ts';

const opening =
  /^(?:嗯+|哦|啊|噢|哎|唉|诶|嗨|哈喽|你好|您好|大家好|hi|hello|hey|谢谢你?|好的?|对了|是的|顺便(?:说一下|一提|说)?|话说|另外|还有|而且|并且|同时|然后|所以|因此|因为|不过|但是|但|可是|其实|事实上|说起来|说实话|老实说|我跟你说|跟你说|告诉你|我想告诉你|我要告诉你|补充一下|自我介绍一下|介绍一下|ok)[，,、：:\s]*/iu;
const correction =
  /^(?:不对|不是的?|错了|说错了|我说错了|更正一下|更正|纠正一下|抱歉|其实|记错了)[，,、：:\s]*/u;
const remember =
  /^(?:请|麻烦|你|要|帮我|给我|一定要?|务必|可以|能不能|以后|也)*(?:记住|记下来?|记一下|记着|记得|记好|牢记|别忘了|不要忘了|别忘记|不要忘记)(?:了|一下|哦|啊)?[，,：:\s]*/u;
const question =
  /[吗么]$|呢$|什么|谁|哪|怎么|怎样|几(?!乎)|多少|多大|多久|是不是|有没有|能不能|会不会|可不可以|为什么|要不要|应不应该|如何/u;
const tagQuestion = /^(?:对吗|是吗|对吧|对不对|是不是|没错吧|对么|是么)$/u;
const hypothetical = /如果|要是|假如|假设|倘若|万一|的话|若是|就算|即使|哪怕|除非|比如说?|例如/u;
const uncertain = /可能|也许|大概|好像|似乎|说不定|或许|听说|据说|梦见|梦到|差点/u;
const reporting = /(?:说|表示|告诉我|问我?|写道|提到|喊|回答说)[:：]?$/u;

/** A clause that begins so goes on about the subject of the one before it. */
const predicate = new RegExp(
  '^(?:住|在|是|叫|姓|喜欢|最|更|比较|爱|讨厌|怕|对|不|没|要|会|能|有|养|从|来自|想|打算|准备|计划|决定|去|每|今|明|昨|后天|大后天|前天|下个?[周月星礼]|上个?[周月星礼]|这个?[周月星礼]|周|星期|现在|目前|已经|也|都|还|就|平时|一般|通常|经常|习惯|特别|很|非常|超|热爱|吃|喝|做|当|开|用|买|刚|以前|之前|曾|毕业|就读|职业|生日|老家|年龄|学|读|\\d|戒|搬|离|单身|已婚|未婚|家里|家住|出生|得|患|母语|爱好|因|后来|[一二三四五六七八九十两]+(?:岁|天|周|个|年))',
  'u',
);

const ownRelation = new RegExp(
  `^我(?:们)?(?:家)?(?:的)?(?<word>${relationPattern('zh')})(?!们|家|过敏|上|妈|病|棋|在?吗)(?:(?<name>[\\p{Script=Han}]{2}|[A-Z][a-z]+)(?=今年|是|在|对|喜欢|不|也|\\d))?`,
  'u',
);
const introducesRelation = new RegExp(
  `^我(?:们)?(?:家)?(?:里)?(?:有|养了?|养着|领养了?|收养了?)(?:一|1)?(?:个|只|条|位|匹)?.{0,3}?(?<word>${relationPattern('zh')})(?:叫|$)`,
  'u',
);

/** The clauses of one Chinese sentence; `topic` is whom the sentence before it was about. */
export function clausesZh(
  sentence: Sentence,
  topic: Topic,
): { readonly clauses: readonly Clause[]; readonly topic: Topic } {
  const pieces = split(sentence.text);
  const clauses: Clause[] = [];
  let state: State = { ...topic, isExplicit: false, isCorrection: false };
  for (const [index, piece] of pieces.entries()) {
    const next = pieces[index + 1];
    const isAsked =
      question.test(piece.text) ||
      (sentence.isQuestion && index === pieces.length - 1) ||
      (next !== undefined && tagQuestion.test(next.text));
    const read = readPiece(piece.text, state);
    state = read.state;
    if (read.stops) break;
    if (isAsked || uncertain.test(piece.text) || read.said === '') continue;
    clauses.push({
      text: read.text,
      said: read.said,
      relation: typeof state.about === 'object' ? state.about : undefined,
      from: sentence.from + piece.from,
      to: sentence.from + piece.from + piece.text.length,
      sentence: sentence.from,
      isExplicit: state.isExplicit,
      isCorrection: state.isCorrection,
    });
    state = { ...state, introduced: introducedIn(read.text, state) };
  }
  return { clauses, topic: { about: state.about, introduced: state.introduced } };
}

interface Piece {
  readonly text: string;
  readonly from: number;
}

/** At commas, and at spaces between two Chinese characters; not at 、, which joins what belongs together. */
function split(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (const match of text.matchAll(
    /[，,]\s*|(?<=[\p{Script=Han}])\s+(?=[\p{Script=Han}])|(?=(?<=.{3})(?:而且|并且|但是|不过|所以|另外|还有)我)|$/gu,
  )) {
    const raw = text.slice(start, match.index);
    const trimmed = raw.trim();
    if (trimmed !== '') pieces.push({ text: trimmed, from: start + raw.indexOf(trimmed) });
    start = match.index + match[0].length;
  }
  return pieces;
}

interface State extends Topic {
  readonly isExplicit: boolean;
  readonly isCorrection: boolean;
}

interface Read {
  readonly text: string;
  readonly said: string;
  readonly state: State;
  /** Nothing in the rest of the sentence is the speaker's own statement. */
  readonly stops: boolean;
}

function readPiece(piece: string, before: State): Read {
  const opened = cutOpenings(piece);
  const state = {
    about: before.about,
    isExplicit: before.isExplicit || opened.isExplicit,
    isCorrection: before.isCorrection || opened.isCorrection,
  };
  const { said } = opened;
  if (said === '') return { text: '', said, state, stops: false };
  if (hypothetical.test(said)) return { text: '', said, state, stops: true };
  if (!/^我说/u.test(said) && reporting.test(said)) {
    return { text: '', said, state: { ...state, about: 'other' }, stops: true };
  }
  const { about, text } = subjectOf(said, before);
  return { text, said, state: { ...state, about }, stops: false };
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
    const rest = asked.replace(opening, '');
    if (rest === said) break;
    said = rest;
  }
  return { said: said.replace(/[啊哦呀哈啦嘛呢吧噢哟～~…]+$/u, ''), isExplicit, isCorrection };
}

function subjectOf(said: string, before: State): { about: Topic['about']; text: string } {
  const relation = ownRelation.exec(said);
  const word = relation?.groups?.['word'];
  const found = word === undefined ? undefined : relationOf(word);
  if (relation !== null && word !== undefined && found !== undefined) {
    return { about: { is: found, word }, text: `我${said.slice(relation[0].length)}` };
  }
  if (/^(?:我|咱)/u.test(said))
    return { about: 'speaker', text: said.replace(/^(?:咱们?|我自己|我本人)/u, '我') };
  if (/^(?:本人|俺)/u.test(said))
    return { about: 'speaker', text: said.replace(/^(?:本人|俺)/u, '我') };
  if (/^(?:他|她|它|ta)(?!们)/iu.test(said)) {
    const meant = before.introduced ?? before.about;
    return typeof meant === 'object'
      ? { about: meant, text: said.replace(/^(?:他|她|它|ta)/iu, '我') }
      : { about: 'other', text: '' };
  }
  if (before.introduced !== undefined && /^(?:名字)?叫|^名字|^今年|^\d+岁/u.test(said)) {
    return { about: before.introduced, text: `我${said}` };
  }
  if (before.about === 'other') return { about: 'other', text: '' };
  if (predicate.test(said)) return { about: before.about, text: `我${said}` };
  const isRequest = /^(?:请|帮|麻烦|你|您|以后|今后|用|回答|回复|就|那|别|忘|把|下次)/u.test(said);
  // "花生过敏", a topic of the speaker's own, may still be a statement; it does not carry on.
  return { about: isRequest ? before.about : 'other', text: isRequest ? '' : `我${said}` };
}

function introducedIn(text: string, state: State): Relative | undefined {
  const word = introducesRelation.exec(text)?.groups?.['word'];
  const is = word === undefined || state.about !== 'speaker' ? undefined : relationOf(word);
  return word === undefined || is === undefined ? undefined : { is, word };
}
