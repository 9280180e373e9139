import type { FoundDate } from '../../text/dates.ts';
import type { Clause, Naming, TimedStatement } from '../rule.ts';

const futureMark =
  /要|会(?!议)|打算|准备|计划|将|得|去|回|搬|飞|参加|结婚|出发|开会|考试|面试|出差|旅[行游]|体检|手术|入职|上线|毕业|有(?=.*(?:会|课|考试|面试|约|比赛|活动|航班|手术|聚餐|婚礼|演出))/u;
const appointment =
  /^我们?的?(?:航班|飞机|高铁|火车|考试|面试|婚礼|手术|体检|会议|演出|比赛|毕业典礼|答辩)(?:是?在|是|定在)/u;
const pastMark = /了|过(?!敏|来)/u;
const intent = /要|打算|准备|计划/u;
const bareIntent = /^我们?.{0,8}(?:打算|计划|准备)(?!好)(?!.*你)/u;
/** Moods, small talk and what recurs. */
const passing = /是说|累|困|忙|烦|天气|心情|你|帮|几点|吃什么|好吗|每|生日|出生|岁/u;

/** A clause with a date: what its person is going to do, or did. A plan may lack its date. */
export function timedZh(
  clause: Clause,
  dates: readonly FoundDate[],
  { who }: Naming,
): TimedStatement | undefined {
  const { text } = clause;
  const attribute = tenseOf(text, dates.length > 0);
  const value = essence(text, dates);
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

function tenseOf(text: string, isDated: boolean): TimedStatement['attribute'] | undefined {
  if (!text.startsWith('我') || passing.test(text)) return undefined;
  if (!isDated) return bareIntent.test(text) ? 'plan' : undefined;
  if (pastMark.test(text) && !intent.test(text)) return 'event';
  return futureMark.test(text) || appointment.test(text) ? 'plan' : undefined;
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
