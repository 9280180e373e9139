import type { HealthIssue } from '@homarus/base';

import type { useFormat } from '../components/format.ts';
import type { Tone } from '../components/status-dot.tsx';
import type { PageName } from '../settings/route.ts';
import type { WatchTexts } from '../texts/watch/en.ts';
import type { OverviewFacts } from './read-overview.ts';

/** How one part of the gateway is. */
export interface Part {
  readonly name: string;
  readonly tone: Tone;
  readonly text: string;
  /** Where more of it is shown. */
  readonly page?: PageName;
}

type Words = WatchTexts['overview'];
/** How numbers, dates and issues are told. */
type Format = ReturnType<typeof useFormat> & { readonly issue: (issue: HealthIssue) => string };

export function toParts(facts: OverviewFacts, t: Words, format: Format): readonly Part[] {
  const { model, modelProvider } = facts.sessions.defaults;
  const hasModel = modelProvider !== 'homarus' || model !== 'offline';
  return [
    {
      name: t.part.gateway,
      tone: 'good',
      text: t.gateway(facts.status.runtimeVersion, format.duration(facts.status.uptimeMs)),
    },
    {
      name: t.part.model,
      tone: hasModel ? 'good' : 'limited',
      text: hasModel ? `${modelProvider}/${model}` : t.noModel,
    },
    ...memoryParts(facts, t, format),
    ...deskParts(facts, t, format),
  ];
}

function memoryParts(
  { memory }: OverviewFacts,
  t: Words,
  { number, issue }: Format,
): readonly Part[] {
  if (memory === undefined) return [];
  const { store, queue, embedding, issues = [] } = memory;
  const page = 'memory';
  return [
    {
      name: t.part.memory,
      tone: memory.status === 'ok' ? 'good' : 'limited',
      text: [t.stored(number(store.memories), number(store.messages)), ...issues.map(issue)].join(
        ' · ',
      ),
      page,
    },
    {
      name: t.part.search,
      tone: embedding === null ? 'limited' : 'good',
      text: embedding === null ? t.byWords : t.byMeaning(embedding),
    },
    {
      name: t.part.queue,
      tone: queue.dead > 0 ? 'bad' : queue.pending > 0 ? 'busy' : 'good',
      text: t.queue(number(queue.pending), number(queue.dead)),
      page,
    },
    { name: t.part.mirror, tone: memory.agfs ? 'good' : 'off', text: memory.agfs ? t.on : t.off },
  ];
}

function deskParts(facts: OverviewFacts, t: Words, format: Format): readonly Part[] {
  const { devices, approvals } = facts;
  const { number } = format;
  const parts: Part[] = [...taskParts(facts, t, format), ...pluginParts(facts, t, format)];
  if (devices !== undefined) {
    const { paired, pending } = devices;
    parts.push({
      name: t.part.devices,
      tone: pending.length > 0 ? 'limited' : 'good',
      text: t.devices(number(paired.length), number(pending.length)),
      page: 'devices',
    });
  }
  if (approvals !== undefined) {
    parts.push({
      name: t.part.approvals,
      tone: approvals.length > 0 ? 'limited' : 'good',
      text: t.approvals(number(approvals.length)),
      page: 'approvals',
    });
  }
  return parts;
}

function taskParts(
  { tasks }: OverviewFacts,
  t: Words,
  { number, relative }: Format,
): readonly Part[] {
  if (tasks === undefined) return [];
  const { jobs, failing, nextWakeAtMs } = tasks;
  const texts = [
    t.tasks(number(jobs)),
    ...(nextWakeAtMs === null ? [] : [t.nextTask(relative(nextWakeAtMs))]),
    ...(failing.length === 0 ? [] : [t.failing(number(failing.length))]),
  ];
  const tone = failing.length > 0 ? 'bad' : 'good';
  return [{ name: t.part.tasks, tone, text: texts.join(' · '), page: 'tasks' }];
}

function pluginParts(
  { plugins = [] }: OverviewFacts,
  t: Words,
  { number }: Format,
): readonly Part[] {
  const enabled = plugins.filter((plugin) => plugin.enabled);
  if (enabled.length === 0) return [];
  const broken = enabled.filter(({ error }) => error !== undefined).length;
  const text = t.plugins(number(enabled.length - broken), number(broken));
  const tone = broken > 0 ? 'bad' : 'good';
  return [{ name: t.part.plugins, tone, text, page: 'plugins' }];
}
