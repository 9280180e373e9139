import type { FoundDate } from '../text/dates.ts';
import type { Clause, LanguageRules, Naming, TimedStatement } from './rule.ts';
import { retractsZh, rulesZh } from './rules-zh.ts';
import { cleanZh, deicticZh, namingZh, splitListZh } from './words-zh.ts';

const forget =
  /^(?:请|麻烦|你|把|帮我|给我|现在|可以|都)*(?:忘掉|忘了|忘记|别再?记得|不要再?记得|别再?记着|删除|删掉|清除|抹掉)(?:关于)?(?<what>.{2,40})$/u;
const forgetInverted =
  /^(?:请|麻烦)?(?:把|将)(?:关于)?(?<what>.{2,30}?)(?:的?记忆|的?记录)?(?:忘掉|忘了|忘记|删除|删掉|清除)(?:吧|了)?$/u;
const nothingToForget =
  /^(?:吧|它|这|那|刚才|之前的?(?:话|对话)|我说的|上面|带|拿|关|文件|代码|第)/u;

function forgetQuery(said: string): string | undefined {
  const what = (forgetInverted.exec(said) ?? forget.exec(said))?.groups?.['what']?.trim();
  if (what === undefined || nothingToForget.test(what) || /文件|代码|表|行|列/u.test(what))
    return undefined;
  // "I forgot my keys" asks for nothing.
  if (/^我(?!的|对|住|叫|是|在|喜|不|有|说过|们)/u.test(what)) return undefined;
  return what.replace(/(?:的?(?:这件)?事情?|的记忆|的记录|吧|了)$/u, '');
}

/** 我不再吃素了, 我不住在杭州了, 我已经不喜欢咖啡了: the statement that has ended. */
function endedStatement(text: string): string | undefined {
  const ended =
    /^我(?:们)?(?:现在|已经|早就|早|再也|以后)*不再(?<rest>.{2,30}?)了?$/u.exec(text) ??
    /^我(?:们)?(?:现在|已经|早就|早|再也)*(?:不|没)(?<rest>(?!要|用|想|行|能|敢|知|会|对).{2,30})了$/u.exec(
      text,
    ) ??
    /^我(?:现在|已经|早就)*(?<rest>对.{1,12})不(?<end>过敏)了?$/u.exec(text);
  const { rest, end = '' } = ended?.groups ?? {};
  return rest === undefined ? undefined : `我${rest}${end}`;
}

function correctedValue(clause: Clause): string | undefined {
  if (!clause.isCorrection && !/^不是.+是/u.test(clause.said)) return undefined;
  const value = /^(?:我)?(?:是|应该是|应该叫|叫|改成)(?<value>.{1,20}?)(?:才对|的)?$/u.exec(
    clause.said,
  )?.groups?.['value'];
  return value === undefined || deicticZh.test(value) ? undefined : cleanZh(value);
}

function toNote(said: string, { who, whose }: Naming): string | undefined {
  if (said.length < 3 || /^(?:这|那|一下|帮我|提醒|给我|我说的|我的话)/u.test(said))
    return undefined;
  return said.replaceAll(/我的/gu, whose).replaceAll(/(?<!自)我(?!们)/gu, who);
}

const futureMark =
  /要|会(?!议)|打算|准备|计划|将|得|去|回|搬|飞|参加|结婚|出发|开会|考试|面试|出差|旅[行游]|体检|手术|入职|上线|毕业|有(?=.*(?:会|课|考试|面试|约|比赛|活动|航班|手术|聚餐|婚礼|演出))/u;
const pastMark = /了|过(?!敏|来)/u;
const passing = /累|困|忙|烦|天气|心情|你|帮|几点|吃什么|好吗/u;

/** A clause with a date: what its person is going to do, or did. */
function timed(
  clause: Clause,
  dates: readonly FoundDate[],
  naming: Naming,
): TimedStatement | undefined {
  const { text } = clause;
  const isIntent = /^我们?.{0,8}(?:打算|计划|准备)(?!好)(?!.*你)/u.test(text);
  if (!text.startsWith('我') || (dates.length === 0 && !isIntent)) return undefined;
  if (/每|生日|出生|岁/u.test(text) || passing.test(text)) return undefined;
  const isPast = dates.length > 0 && pastMark.test(text) && !/要|打算|准备|计划/u.test(text);
  if (!isPast && !futureMark.test(text)) return undefined;
  const told = text.replace(/^我(?!们)/u, '');
  const value = dates
    .reduce((rest, date) => rest.replace(date.text, ''), told)
    .replace(/^(?:我们)?(?:在|就|也|还)*(?:会|要|将要?|打算|准备|计划|得)*(?:在)?/u, '')
    .replace(/^了/u, '')
    .trim();
  if (value.length < 2) return undefined;
  return {
    attribute: isPast ? 'event' : 'plan',
    content: text.startsWith('我们')
      ? text.replace(/^我们/u, `${naming.who}和同伴`)
      : `${naming.who}${told}`,
    value,
    importance: isPast ? 0.5 : 0.7,
  };
}

export const chinese: LanguageRules = {
  language: 'zh',
  rules: rulesZh,
  retracts: retractsZh,
  endedStatement,
  forgetQuery,
  correctedValue,
  toNote,
  timed,
  cleanValue: cleanZh,
  splitList: splitListZh,
  naming: namingZh,
};
