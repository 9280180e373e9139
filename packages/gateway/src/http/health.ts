import { errorText, reasonsOf, withDeadline } from '@homarus/base';
import type { HealthIssue } from '@homarus/base';
import type { Cron } from '@homarus/jobs';
import type { MemoryHealth, MemoryService } from '@homarus/memory';
import type { LanguageModel } from '@homarus/models';
import type { PluginHealth } from '@homarus/plugins';
import type { SessionStore } from '@homarus/sessions';

import type { Agents } from '../agents.ts';
import type { GatewayPlugins } from '../plugins/gateway-plugins.ts';
import type { Turns } from '../turns/turns.ts';

export interface HealthDeps {
  readonly agents: Agents;
  readonly turns: Turns;
  readonly memory: MemoryService;
  readonly sessions: SessionStore;
  readonly model: LanguageModel;
  readonly plugins?: Pick<GatewayPlugins, 'health' | 'memoryPlugin'> | undefined;
  /** Absent where nothing is scheduled. */
  readonly cron?: Pick<Cron, 'health'> | undefined;
}

const probeTimeoutMs = 1000;

/** `GET /health`: alive, and how well. Always 200: a degraded gateway still answers. */
export async function toHealth(deps: HealthDeps, version: string) {
  const turns = deps.turns.health();
  const memory = await probe('memory', () => deps.memory.health());
  const plugins = deps.plugins?.health();
  const cron = deps.cron && (await probe('cron', deps.cron.health));
  const scheduled = typeof cron === 'string' ? [away(cron, 'tasks_away')] : (cron?.issues ?? []);
  const issues = [...turns.issues, ...issuesOf(memory), ...pluginIssues(plugins), ...scheduled];
  return {
    ok: true,
    status: issues.length === 0 ? ('healthy' as const) : ('degraded' as const),
    version,
    agents: deps.agents.list.map((agent) => agent.id),
    model: `${deps.model.provider}/${deps.model.modelId}`,
    memory: toMemoryHealth(memory, turns.unremembered, deps.plugins?.memoryPlugin()),
    ...(plugins === undefined ? {} : { plugins }),
    ...(cron === undefined || typeof cron === 'string'
      ? {}
      : { cron: { jobs: cron.jobs, nextWakeAtMs: cron.nextWakeAt, failing: cron.failing } }),
    reasons: reasonsOf(issues),
    issues,
  };
}

/** `GET /ready`: what is missing before turns can be taken; empty when nothing is. */
export async function findMissing(deps: HealthDeps, accountId: string): Promise<readonly string[]> {
  const answers = await Promise.all([
    probe('sessions', () => deps.sessions.getByKey(accountId, 'agent:main:main')),
    probe('memory', () => deps.memory.health()),
  ]);
  return answers.filter((answer) => typeof answer === 'string');
}

/** `plugin` is the memory of turns in place of this one. */
function toMemoryHealth(
  memory: MemoryHealth | string,
  unremembered: number,
  plugin: string | undefined,
) {
  const health =
    typeof memory === 'string'
      ? { status: 'unreachable' }
      : { ...memory, reasons: reasonsOf(memory.issues) };
  return { ...health, unremembered, ...(plugin === undefined ? {} : { plugin }) };
}

function issuesOf(memory: MemoryHealth | string): readonly HealthIssue[] {
  if (typeof memory === 'string') return [away(memory, 'memory_away')];
  if (memory.status === 'ok') return [];
  const unknown = { code: 'memory_degraded', message: 'memory: degraded' };
  return memory.issues.length === 0 ? [unknown] : memory.issues;
}

const away = (message: string, code: string): HealthIssue => ({ code, message });

function pluginIssues(plugins: readonly PluginHealth[] = []): readonly HealthIssue[] {
  return plugins.flatMap(({ id, status, error }) =>
    error === undefined
      ? []
      : [{ code: 'plugin_failed', message: `plugin ${id}: ${status}: ${error}` }],
  );
}

/** What a part answers, or the text of why it does not. */
async function probe<T>(name: string, ask: () => Promise<T>): Promise<T | string> {
  try {
    return await withDeadline({ timeoutMs: probeTimeoutMs, name }, ask);
  } catch (error) {
    return `${name}: ${errorText(error)}`;
  }
}
