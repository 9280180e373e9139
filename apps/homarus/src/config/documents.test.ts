import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { envTable } from '../env.ts';
import { ConfigFile, DeveloperConfig } from './schema.ts';
import { ClawConfig } from './schema/agents.ts';
import { GatewayConfig } from './schema/gateway.ts';
import { HooksConfig } from './schema/hooks.ts';
import { MemoryConfig } from './schema/memory.ts';
import { PluginsConfig } from './schema/plugins.ts';

const reference = readFileSync(
  path.resolve(import.meta.dirname, '../../../../docs/configuration.md'),
  'utf8',
);

test('the reference has every variable with what it sets', () => {
  for (const { name, sets } of envTable) {
    assert.ok(reference.includes(`\`${name}\``), name);
    if (sets !== undefined && !sets.startsWith('models')) {
      assert.ok(reference.includes(`\`${sets}\``), sets);
    }
  }
});

test('the reference has every key, and no key that does not exist', () => {
  const keys = [
    ...Object.keys(ClawConfig.entries).map((key) => `claw.${key}`),
    ...Object.keys(MemoryConfig.entries).map((key) => `memory.${key}`),
    ...Object.keys(GatewayConfig.entries).map((key) => `gateway.${key}`),
    ...Object.keys(HooksConfig.entries).map((key) => `hooks.${key}`),
    ...Object.keys(PluginsConfig.entries).map((key) => `plugins.${key}`),
    ...Object.keys(DeveloperConfig.entries).map((key) => `developer.${key}`),
  ];
  for (const key of Object.keys(ConfigFile.entries)) {
    assert.match(reference, new RegExp(`^\\| \`${key}[\`.\\[]|\`${key}\\.<`, 'mu'), key);
  }
  const documented = Array.from(
    reference.matchAll(/^\| `((?:claw|memory|gateway|hooks|plugins|developer)\.\w+)/gmu),
    (match) => match[1] ?? '',
  );
  assert.deepEqual([...new Set(documented)].toSorted(), keys.toSorted());
});
