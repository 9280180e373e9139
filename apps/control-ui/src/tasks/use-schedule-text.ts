import { useApp } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import { allDays, parseDaily, toCount } from './schedule-draft.ts';
import type { Schedule } from './schedule-draft.ts';

/** A day of the week that is a Sunday, so that names of days can be made. */
const sunday = Date.UTC(2026, 10, 22);
const dayMs = 86_400_000;

/** Names of the days of the week, from Sunday on. */
export function useDayNames(): readonly string[] {
  const locale = useApp().settings.locale.value;
  const words = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  return allDays.map((day) => words.format(sunday + day * dayMs));
}

/** When a task runs, in words. */
export function useScheduleText(): (schedule: Schedule) => string {
  const { tasks: t } = useManageTexts();
  const { date } = useFormat();
  const days = useDayNames();
  return (schedule) => {
    switch (schedule.kind) {
      case 'at':
        return t.onceAt(date(Date.parse(schedule.at)));
      case 'every': {
        const { count, unit } = toCount(schedule.everyMs);
        return t.everyText(count, t.units[unit]);
      }
      default: {
        const { expr, tz } = schedule;
        const daily = parseDaily(expr);
        if (daily === undefined) return `${expr} (${tz})`;
        const isAll = daily.days.length === allDays.length;
        const names = daily.days.map((day) => days[day] ?? '');
        return `${t.dailyText(isAll ? t.everyDay : names.join(', '), daily.time)} (${tz})`;
      }
    }
  };
}
