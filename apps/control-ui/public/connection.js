import { getHealth } from './api.js';
import { byId } from './dom.js';

const calmMs = 30_000;
const anxiousMs = 3_000;

/** Watches the gateway's health and shows it; asks more often while it cannot be reached. */
export function watchConnection(getTexts) {
  let timer;
  let state = 'healthy';
  const show = () => {
    const t = getTexts();
    const text = { healthy: t.healthy, degraded: t.degradedHealth, down: t.down }[state];
    byId('health').dataset.state = state;
    byId('health-text').textContent = text;
  };
  const check = async () => {
    clearTimeout(timer);
    try {
      const health = await getHealth();
      state = health.status === 'degraded' ? 'degraded' : 'healthy';
    } catch {
      state = 'down';
    }
    show();
    timer = setTimeout(() => void check(), state === 'down' ? anxiousMs : calmMs);
  };
  window.addEventListener('online', () => void check());
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void check();
  });
  return { check, show };
}
