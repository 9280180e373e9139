import { useApp } from '../app.ts';

/** Dates and numbers as the language of the page writes them. */
export function useFormat() {
  const locale = useApp().settings.locale.value;
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const numbers = new Intl.NumberFormat(locale);
  return {
    date: (at: number): string => dates.format(at),
    number: (value: number): string => numbers.format(value),
    bytes: (bytes: number): string => `${numbers.format(Math.round(bytes / 1024 / 1024))} MB`,
    duration(ms: number): string {
      const minutes = Math.floor(ms / 60_000);
      const hours = Math.floor(minutes / 60);
      return hours === 0 ? `${minutes} min` : `${hours} h ${minutes % 60} min`;
    },
  };
}
