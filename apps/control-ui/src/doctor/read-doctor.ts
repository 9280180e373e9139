import { readConfig } from '../config/read-config.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { parseLogLine } from '../logs/log-line.ts';
import { readOverview } from '../overview/read-overview.ts';
import type { DoctorFacts } from './checks.ts';

const logLines = 1000;

/** Reads all that is checked. */
export async function readDoctor(gateway: Gateway, hasDevice: boolean): Promise<DoctorFacts> {
  const client = gateway.client.value;
  const askedAt = Date.now();
  const [overview, config, rules, log] = await Promise.all([
    readOverview(gateway),
    readConfig(client),
    client.call('exec.approvals.get').catch(() => undefined),
    client.call('logs.tail', { limit: logLines }),
  ]);
  const errors = log.lines.filter((line, id) => parseLogLine(line, id).level === 'error');
  const { ts } = overview.health;
  const now = Date.now();
  const skewMs = ts < askedAt ? ts - askedAt : Math.max(0, ts - now);
  return { ...overview, config, rules, loggedErrors: errors.length, skewMs, hasDevice };
}
