import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findAll } from './checks.ts';
import type { DoctorFacts } from './checks.ts';

/** What the checks look at, of a gateway on which everything is well. */
function wellFacts(): DoctorFacts {
  return {
    config: { valid: true, issues: [], config: { agents: {}, gateway: { controlUi: {} } } },
    sessions: { defaults: { modelProvider: 'local', model: 'qwen' }, sessions: [] },
    memory: {
      status: 'ok',
      issues: [],
      embedding: 'local/bge',
      drift: 0,
      queue: { pending: 0, dead: 0 },
    },
    tasks: { failing: [] },
    plugins: [{ name: 'A', enabled: true }],
    devices: { pending: [] },
    status: { machine: { load: 0.5, processors: 2 } },
    loggedErrors: 0,
    skewMs: 0,
    hasDevice: true,
  };
}

/** `name: state`, without what is good. */
function findingsOf(change: object): readonly string[] {
  const findings = findAll({ ...wellFacts(), ...change });
  return findings
    .filter(({ state }) => state !== 'good')
    .map(({ name, state }) => `${name}: ${state}`);
}

test('on a gateway where everything is well, every check says so', () => {
  assert.deepEqual(findingsOf({}), []);
  assert.equal(findAll(wellFacts()).length, 16);
});

test('problems stand before advice', () => {
  const memory = {
    status: 'degraded',
    issues: [{ code: 'drift', message: '2 rows do not match.', count: 2 }],
    embedding: null,
    drift: 2,
    queue: { pending: 0, dead: 1 },
  };
  assert.deepEqual(findingsOf({ memory, loggedErrors: 3 }), [
    'memory: problem',
    'drift: problem',
    'queue: problem',
    'embedding: advice',
    'log: advice',
  ]);
});

test('what lets too much in is told', () => {
  const config = {
    agents: { main: { exec: { mode: 'full' } } },
    gateway: { controlUi: { dangerouslyDisableDeviceAuth: true } },
  };
  const found = { config: { valid: true, issues: [], config }, skewMs: -200_000 };
  assert.deepEqual(findingsOf(found), ['pages: problem', 'clock: problem', 'exec: advice']);
});

test('a plugin that is the memory is named, and is no problem', () => {
  const memory = { ...wellFacts().memory, plugin: 'keeper' };
  const found = findAll({ ...wellFacts(), memory } as DoctorFacts);
  assert.deepEqual(
    found.filter(({ name }) => name === 'keeper'),
    [{ name: 'keeper', state: 'good', facts: 'keeper' }],
  );
});

test('what is not there is not checked', () => {
  const lacking = { ...wellFacts(), memory: undefined, tasks: undefined, plugins: [] };
  const names = new Set(findAll(lacking).map(({ name }) => name));
  assert.ok(!names.has('memory') && !names.has('tasks') && !names.has('plugins'));
});
