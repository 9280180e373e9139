import { useApp } from '../app.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Dates and numbers as the language of the page writes them. */
export function useFormat() {
  const locale = useApp().settings.locale.value;
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const numbers = new Intl.NumberFormat(locale);
  const unit = (name: string, value: number, digits = 0): string =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value);
  return {
    date: (at: number): string => dates.format(at),
    number: (value: number): string => numbers.format(value),
    bytes: (bytes: number): string => `${numbers.format(Math.round(bytes / 1024 / 1024))} MB`,
    /** Two units at most: `2 hr 5 min`, `12.3 sec`. */
    duration(ms: number): string {
      if (ms < 1000) return unit('millisecond', Math.round(ms));
      if (ms < minuteMs) return unit('second', ms / 1000, 1);
      const minutes = Math.floor((ms % hourMs) / minuteMs);
      if (ms < hourMs) return unit('minute', minutes);
      const hours = Math.floor((ms % dayMs) / hourMs);
      if (ms < dayMs) return `${unit('hour', hours)} ${unit('minute', minutes)}`;
      return `${unit('day', Math.floor(ms / dayMs))} ${unit('hour', hours)}`;
    },
    /** `3 minutes ago`, `in 2 hours`. */
    relative(at: number, now = Date.now()): string {
      const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
      const ms = at - now;
      const size = Math.abs(ms);
      if (size < minuteMs) return words.format(Math.round(ms / 1000), 'second');
      if (size < hourMs) return words.format(Math.round(ms / minuteMs), 'minute');
      if (size < dayMs) return words.format(Math.round(ms / hourMs), 'hour');
      return words.format(Math.round(ms / dayMs), 'day');
    },
    /** US dollars; parts of a cent are shown where there is nothing else. */
    money: (usd: number): string =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency: 'USD',
        maximumFractionDigits: usd !== 0 && Math.abs(usd) < 0.1 ? 4 : 2,
      }).format(usd),
  };
}
