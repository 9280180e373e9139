import { relationOf, relationPattern } from '../relations.ts';
import type { ClauseGrammar, Piece, ReaderState, ReadPiece, Subject } from '../clause-reader.ts';

const opening =
  /^(?:嗯+|哦|啊|噢|哎|唉|诶|嗨|哈喽|你好|您好|大家好|hi|hello|hey|谢谢你?|好的?|对了|是的|顺便(?:说一下|一提|说)?|话说|另外|还有|而且|并且|同时|然后|所以|因此|因为|不过|但是|但|可是|其实|事实上|说起来|说实话|老实说|我跟你说|跟你说|告诉你|我想告诉你|我要告诉你|就是(?=我)|补充一下|自我介绍一下|介绍一下|ok)[，,、：:\s]*/iu;
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
  `^我(?:们)?(?:家)?(?:的)?(?<word>${relationPattern('zh')})(?!们|家|过敏|上|妈|病|棋|在?吗)`,
  'u',
);
const introducesRelation = new RegExp(
  `^我(?:们)?(?:家)?(?:里)?(?:有|养了?|养着|领养了?|收养了?)(?:一|1)?(?:个|只|条|位|匹)?.{0,3}?(?<word>${relationPattern('zh')})(?:叫|$)`,
  'u',
);

/** How Chinese takes a sentence apart: at commas, its subject carried on until another one comes. */
export const chineseGrammar: ClauseGrammar<Piece> = {
  split,
  read: ({ text }, state) => readPiece(text, state),
  isUnstated: ({ said }, pieces, index) => {
    const next = pieces[index + 1];
    return (
      question.test(said) ||
      uncertain.test(said) ||
      (next !== undefined && tagQuestion.test(next.text))
    );
  },
  introduced: (text) => {
    const word = introducesRelation.exec(text)?.groups?.['word'];
    const is = word === undefined ? undefined : relationOf(word);
    return word === undefined || is === undefined ? undefined : { is, word };
  },
  toNameStatement: (name) => `我叫${name}`,
};

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

function readPiece(piece: string, before: ReaderState): ReadPiece {
  const opened = cutOpenings(piece);
  const state = {
    about: before.about,
    isExplicit: before.isExplicit || opened.isExplicit,
    isCorrection: before.isCorrection || opened.isCorrection,
  };
  const { said } = opened;
  if (said === '') return { text: '', said, state, stops: false };
  if (hypothetical.test(said)) return { text: '', said, state, stops: true };
  if (!said.startsWith('我说') && reporting.test(said)) {
    return { text: '', said, state: { ...state, about: 'other' }, stops: true };
  }
  const { about, text } = subjectOf(withoutDoctor(said), before);
  return { text, said, state: { ...state, about }, stops: false };
}

const doctorsWords: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:我的?)?(?:医生|大夫)[^，我]{0,8}(?:让|叫|要求?|嘱咐|建议|告诉|说)我?(?:最好)?(?:别|不要|不能|不可以|不准)(?:再)?(?=[吃喝碰])/u,
    '我不能',
  ],
  [/^(?:我的?)?(?:医生|大夫)[^，我]{0,8}不(?:让|许|准)我?(?:再)?(?=[吃喝碰])/u, '我不能'],
  [/^(?:我的?)?(?:医生|大夫|医院)[^，我]{0,8}(?:说|告诉|诊断|确诊|查出)(?:来)?(?=我)/u, ''],
];

/** What a doctor told somebody, as their own words: it holds for them. */
function withoutDoctor(said: string): string {
  const order = doctorsWords.find(([pattern]) => pattern.test(said));
  return order === undefined ? said : said.replace(...order);
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

const surname =
  '[王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范石姚谭廖邹熊金陆郝孔崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎武乔贺赖龚小阿]';
const ownName = new RegExp(
  `^(?<name>${surname}[\\p{Script=Han}]{1,2}?|(?<same>[\\p{Script=Han}])\\k<same>|[A-Z][a-z]+)(?=今年|[是在对住最不也\\d]|喜欢)`,
  'u',
);
const timeFirst =
  /^(?<time>(?:(?:今|明|昨|前|后|大[前后])天[早晚]?|[昨今明]晚|[上下这]个?(?:周|星期|礼拜|月)[一二三四五六日天末]?|(?:周|星期|礼拜)[一二三四五六日天末]|[去今明前后]年|\d+[月号日年]\S{0,6}?|[\d一二三四五六七八九十两几半]+个?(?:年|月|周|星期|天|小时)(?:多)?(?:以?前|之前|后|以后|之后)|以前|之前|现在|目前|平时|周末|最近|后来|从小|每[天周月年晚])[^我]{0,8}?)(?<rest>我.*)$/u;

/** Whom a clause is about, by its first words and by what was spoken of before. */
function subjectOf(said: string, before: ReaderState): Subject {
  const { time = '', rest = said } = timeFirst.exec(said)?.groups ?? {};
  const named = ownSubject(rest) ?? pronoun(rest, before);
  if (named !== undefined) {
    return named.text === '' ? named : { ...named, text: `我${time}${named.text.slice(1)}` };
  }
  return impliedSubject(said, before);
}

function ownSubject(said: string): Subject | undefined {
  const relation = ownRelation.exec(said);
  const word = relation?.groups?.['word'];
  const is = word === undefined ? undefined : relationOf(word);
  if (relation !== null && word !== undefined && is !== undefined) {
    const rest = said.slice(relation[0].length);
    const name = ownName.exec(rest)?.groups?.['name'];
    return { about: { is, word, name }, text: `我${rest.slice(name?.length ?? 0)}` };
  }
  const own = said.replace(/^(?:咱们?|我自己|我本人|本人|俺)/u, '我');
  return own.startsWith('我') ? { about: 'speaker', text: own } : undefined;
}

function pronoun(said: string, before: ReaderState): Subject | undefined {
  const match = /^(?:他|她|它|ta)(?!们)/iu.exec(said);
  if (match === null) return undefined;
  const about = before.introduced ?? before.about;
  return typeof about === 'object'
    ? { about, text: `我${said.slice(match[0].length)}` }
    : { about: 'other', text: '' };
}

/** A clause that does not name its subject. */
function impliedSubject(said: string, before: ReaderState): Subject {
  if (before.introduced !== undefined && /^(?:名字)?叫|^名字|^今年|^\d+岁/u.test(said)) {
    return { about: before.introduced, text: `我${said}` };
  }
  if (before.about === 'other') return { about: 'other', text: '' };
  if (predicate.test(said)) return { about: before.about, text: `我${said}` };
  if (/^(?:请|帮|麻烦|你|您|以后|今后|用|回答|回复|就|那|别|忘|把|下次)/u.test(said)) {
    return { about: before.about, text: '' };
  }
  // "花生过敏", a topic of the speaker's own, may still be a statement; it does not carry on.
  return { about: 'other', text: `我${said}` };
}
