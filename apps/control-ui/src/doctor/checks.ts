import type { HealthIssue } from '@homarus/base';
import type {
  CronStatusResult,
  DevicePairList,
  ExecApprovalsResult,
  MemoryStatusResult,
  PluginShape,
  SessionRow,
  SessionsListResult,
  StatusResult,
} from '@homarus/protocol';

import type { ConfigFacts } from '../config/read-config.ts';
import { getIn } from '../config/setting-tree.ts';
import type { PageName } from '../settings/route.ts';

/** What the checks look at; a part that this person may not see is left out. */
export interface DoctorFacts {
  readonly config: Pick<ConfigFacts, 'valid' | 'issues' | 'config'>;
  readonly sessions: {
    readonly defaults: Pick<SessionsListResult['defaults'], 'modelProvider' | 'model'>;
    /** Those that were used last. */
    readonly sessions: readonly Pick<SessionRow, 'displayName' | 'status' | 'lastRunError'>[];
  };
  readonly status: Pick<StatusResult, 'machine'>;
  readonly memory?:
    | Pick<MemoryStatusResult, 'status' | 'issues' | 'embedding' | 'drift' | 'queue' | 'plugin'>
    | undefined;
  readonly tasks?: Pick<CronStatusResult, 'failing'> | undefined;
  readonly plugins?: readonly Pick<PluginShape, 'name' | 'enabled' | 'error'>[] | undefined;
  readonly devices?: Pick<DevicePairList, 'pending'> | undefined;
  readonly rules?: Pick<ExecApprovalsResult, 'resolvedDefaults'> | undefined;
  /** Among the last lines of the log. */
  readonly loggedErrors: number;
  /** How far the gateway's clock is from the browser's. */
  readonly skewMs: number;
  /** Whether the browser proves its device. */
  readonly hasDevice: boolean;
}

/** The checks, in the order in which they matter. */
export const checkNames = [
  'config',
  'model',
  'memory',
  'keeper',
  'drift',
  'queue',
  'embedding',
  'tasks',
  'plugins',
  'turns',
  'log',
  'exec',
  'pages',
  'devices',
  'clock',
  'load',
  'identity',
] as const;
export type CheckName = (typeof checkNames)[number];

/** What a check has found. */
export interface Finding {
  readonly name: CheckName;
  /** `advice`: it works, and could be better. */
  readonly state: 'good' | 'advice' | 'problem';
  /** What it is about: a name, a number. */
  readonly facts: string;
  /** What the gateway has found itself. */
  readonly issues?: readonly HealthIssue[];
  /** Where it can be mended. */
  readonly page?: PageName;
  readonly place?: string;
}

type Found = Omit<Finding, 'name'>;
type Check = (facts: DoctorFacts) => Found | undefined;

const good: Found = { state: 'good', facts: '' };
/** Of what was said last; older failures have been seen. */
const lastTurns = 10;
/** Device signatures are refused beyond it. */
const maxSkewMs = 120_000;

/** Undefined where there is nothing to look at. */
const checks: Readonly<Record<CheckName, Check>> = {
  config: ({ config }) =>
    config.valid
      ? good
      : {
          state: 'problem',
          facts: config.issues.map(({ path, message }) => `${path}: ${message}`).join(' '),
          page: 'config',
          place: 'raw',
        },
  model({ sessions }) {
    const { model, modelProvider } = sessions.defaults;
    const name = `${modelProvider}/${model}`;
    if (name !== 'homarus/offline') return { ...good, facts: name };
    return { state: 'advice', facts: '', page: 'config', place: 'models' };
  },
  memory({ memory }) {
    if (memory === undefined) return undefined;
    if (memory.status === 'ok') return good;
    const { issues = [] } = memory;
    return { state: 'problem', facts: '', issues, page: 'memory', place: 'care' };
  },
  keeper: ({ memory }) =>
    memory?.plugin === undefined ? undefined : { ...good, facts: memory.plugin },
  drift: ({ memory }) => memory && countOf(memory.drift, { page: 'memory', place: 'care' }),
  queue: ({ memory }) => memory && countOf(memory.queue.dead, { page: 'memory', place: 'care' }),
  embedding({ memory }) {
    if (memory === undefined) return undefined;
    if (memory.embedding !== null) return { ...good, facts: memory.embedding };
    return { state: 'advice', facts: '', page: 'config', place: 'memory' };
  },
  tasks({ tasks }) {
    if (tasks === undefined) return undefined;
    if (tasks.failing.length === 0) return good;
    const facts = tasks.failing.map(({ name, error }) => `${name}: ${error}`).join(' ');
    return { state: 'problem', facts, page: 'tasks' };
  },
  plugins({ plugins = [] }) {
    const broken = plugins.filter(({ enabled, error }) => enabled && error !== undefined);
    if (plugins.length === 0) return undefined;
    if (broken.length === 0) return good;
    const facts = broken.map(({ name, error }) => `${name}: ${error}`).join(' ');
    return { state: 'problem', facts, page: 'plugins' };
  },
  turns({ sessions }) {
    const failed = sessions.sessions
      .slice(0, lastTurns)
      .filter(({ status }) => status === 'failed');
    if (failed.length === 0) return good;
    const facts = failed.map((row) => `${row.displayName}: ${row.lastRunError ?? ''}`).join(' ');
    return { state: 'problem', facts, page: 'sessions' };
  },
  log: ({ loggedErrors }) => countOf(loggedErrors, { state: 'advice', page: 'logs' }),
  exec({ config, rules }) {
    const named = Object.keys(agentsOf(config)).filter(
      (agent) => getIn(config.config, ['agents', agent, 'exec', 'mode']) === 'full',
    );
    const { security, ask } = rules?.resolvedDefaults ?? {};
    const isOpen = security === 'full' && ask !== 'always';
    if (named.length === 0 && !isOpen) return good;
    return { state: 'advice', facts: named.join(', '), page: 'approvals' };
  },
  pages({ config }) {
    const names = ['dangerouslyDisableDeviceAuth', 'allowInsecureAuth'] as const;
    const open = names.filter(
      (name) => getIn(config.config, ['gateway', 'controlUi', name]) === true,
    );
    if (open.length === 0) return good;
    const state = open.includes('dangerouslyDisableDeviceAuth') ? 'problem' : 'advice';
    return { state, facts: open.join(', '), page: 'config', place: 'gateway' };
  },
  devices: ({ devices }) =>
    devices && countOf(devices.pending.length, { state: 'advice', page: 'devices' }),
  clock({ skewMs }) {
    const facts = `${Math.round(skewMs / 1000)} s`;
    return Math.abs(skewMs) > maxSkewMs ? { state: 'problem', facts } : good;
  },
  load({ status: { machine } }) {
    const facts = `${machine.load.toFixed(2)} / ${machine.processors}`;
    return { state: machine.load > 2 * machine.processors ? 'advice' : 'good', facts };
  },
  identity: ({ hasDevice }) => (hasDevice ? good : { state: 'advice', facts: '' }),
};

/** Runs all checks: problems first, then advice, then what is well. */
export function findAll(facts: DoctorFacts): readonly Finding[] {
  const found = checkNames.flatMap((name): readonly Finding[] => {
    const finding = checks[name](facts);
    return finding === undefined ? [] : [Object.assign({ name }, finding)];
  });
  const ranks = { problem: 0, advice: 1, good: 2 };
  return found.toSorted((a, b) => ranks[a.state] - ranks[b.state]);
}

function countOf(count: number, found: Partial<Found>): Found {
  return count === 0 ? good : { state: 'problem', ...found, facts: String(count) };
}

function agentsOf({ config }: DoctorFacts['config']): Readonly<Record<string, unknown>> {
  return Object(config['agents']) as Readonly<Record<string, unknown>>;
}
