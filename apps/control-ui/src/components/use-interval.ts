import { useEffect, useRef } from 'preact/hooks';

/** Does something again and again while the view is shown and the page is looked at. */
export function useInterval(action: () => void, everyMs: number): void {
  const latest = useRef(action);
  latest.current = action;
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) latest.current();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
