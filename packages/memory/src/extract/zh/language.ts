import type { Clause, LanguageRules, Naming } from '../rule.ts';
import { retractsZh } from './retracts.ts';
import { rulesZh } from './rules.ts';
import { timedZh } from './timed.ts';
import { cleanZh, deicticZh, namingZh, splitListZh } from './words.ts';

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

export const chinese: LanguageRules = {
  language: 'zh',
  rules: rulesZh,
  retracts: retractsZh,
  endedStatement,
  forgetQuery,
  correctedValue,
  toNote,
  timed: timedZh,
  cleanValue: cleanZh,
  cleanStatement: (text) => text.replace(/^我(?:就|才|刚)/u, '我'),
  retell: (value) => value.replaceAll(/我(?!们)/gu, '自己'),
  splitList: splitListZh,
  naming: namingZh,
};
