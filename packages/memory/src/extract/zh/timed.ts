import type { FoundDate } from '../../text/dates.ts';
import type { Clause, Naming, TimedStatement } from '../rule.ts';

const futureMark =
  /要|会(?!议)|打算|准备|计划|将|得|去|回|搬|飞|参加|结婚|出发|开会|考试|面试|出差|旅[行游]|体检|手术|入职|上线|毕业|有(?=.*(?:会|课|考试|面试|约|比赛|活动|航班|手术|聚餐|婚礼|演出))/u;
const appointment =
  /^我们?的?(?:航班|飞机|高铁|火车|考试|面试|婚礼|手术|体检|会议|演出|比赛|毕业典礼|答辩)(?:是?在|是|定在)/u;
const pastMark = /了|过(?!敏|来)/u;
const intent = /要|打算|准备|计划/u;
const bareIntent = /^我们?.{0,8}(?:打算|计划|准备)(?!好)(?!.*你)/u;
/** What still matters when the day is over; the rest of the last days is small talk, and stands in its message. */
const lasting =
  /第一[次个场名届]|终于|去了|去过|去看|到过|搬|回国|毕业|入学|录取|考[上过完]|通过|及格|拿到|获|得奖|跑完|入职|离职|辞职|升职|跳槽|被裁|失业|退休|签[了约]|合同|买[了下]|卖[了掉]|贷款|结婚|领证|离婚|分手|订婚|求婚|怀孕|生了|出生|去世|过世|住院|出院|手术|确诊|查出|骨折|摔|车祸|受伤|医|报[了名]|加入|成立|创办|开业|上线|发布|发表|出版|完成|交了|辞|丢了|被[偷骗]|领养|收养|戒|认识|参加|开始|决定/u;
const lastDays =
  /^(?:今|昨|前)[天晚日早]|^今[天日]?(?:早上?|晚上?|上午|中午|下午)|^刚|^(?:早上|上午|中午|下午|晚上)|^[上这本]?(?:周|星期|礼拜)[一二三四五六日天末]/u;
/** Its subject is a thing or a person of the speaker's, not the speaker: 我们家老二昨天... */
const ofMine =
  /^我们?(?:家|组|班|公司|部门|团队|学校|小区|单位|楼[上下]|隔壁|房东|邻居|老[大二三板师公婆]|同[事学]|领导|朋友)/u;
/** What somebody does begins with a verb when its subject is left out: 去杭州出差, but not 物业的人来过. */
const verbFirst =
  /^(?:[也还就都又再才先刚]|正好|可能)*(?:要|想|打算|准备|计划|决定|得(?!了)|会(?!议)|将|去|来(?!了)|回|搬|飞|到(?!了)|坐|参加|出差|出发|动身|出国|旅[行游]|考|面试|体检|复查|做|开始|入职|离职|辞职|毕业|结婚|领证|开会|交|签|买|卖|跟|和|在|拿|通过|住院|出院|陪|带|见|看|报名|有(?=.*(?:会|课|考试|面试|约|比赛|活动|航班|手术|聚餐|婚礼|演出)))/u;
/** Moods, small talk and what recurs. */
const passing = /是说|累|困|忙|烦|天气|心情|你|帮|几点|吃什么|好吗|每|生日|出生|岁/u;

/** A clause with a date: what its person is going to do, or did. A plan may lack its date. */
export function timedZh(
  clause: Clause,
  dates: readonly FoundDate[],
  { who }: Naming,
): TimedStatement | undefined {
  const { text } = clause;
  const value = essence(text, dates);
  const attribute = isOwn(clause, value) ? tenseOf(text, dates) : undefined;
  if (attribute === undefined || value.length < 2) return undefined;
  return {
    attribute,
    content: text.startsWith('我们')
      ? text.replace('我们', `${who}和同伴`)
      : text.replace('我', who),
    value,
    importance: attribute === 'event' ? 0.5 : 0.7,
  };
}

/** Whether it is said of the clause's person: a clause that names no subject may have another one. */
function isOwn({ text, said, relation }: Clause, value: string): boolean {
  if (ofMine.test(text)) return false;
  const isImplied = relation === undefined && text === `我${said}`;
  return !isImplied || verbFirst.test(value);
}

function tenseOf(
  text: string,
  [date]: readonly FoundDate[],
): TimedStatement['attribute'] | undefined {
  if (!text.startsWith('我') || passing.test(text)) return undefined;
  if (date === undefined) return bareIntent.test(text) ? 'plan' : undefined;
  if (pastMark.test(text) && !intent.test(text)) {
    return lasting.test(text) || !lastDays.test(date.text) ? 'event' : undefined;
  }
  const isAhead = futureMark.test(text) || appointment.test(text) || isGoal(text, date);
  return isAhead ? 'plan' : undefined;
}

/** 明年想跑上马; of one day it is a mood. */
function isGoal(text: string, { precision, text: when }: FoundDate): boolean {
  return precision !== 'day' && !/^[去前上]/u.test(when) && /想/u.test(text);
}

/** What is done, without who, when and "going to". */
function essence(text: string, dates: readonly FoundDate[]): string {
  return dates
    .reduce((rest, date) => rest.replace(date.text, ''), text.replace(/^我们?的?/u, ''))
    .replace(/^(?:在|就|也|还)*(?:会|将要?|要|打算|准备|计划|得)*(?:在)?/u, '')
    .replace(/(?:是?在|定在)$/u, '')
    .replace(/^了|了$/gu, '')
    .trim();
}
