import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { configHelp } from './help.ts';
import { configJsonSchema, findSchemaPart } from './json-schema.ts';

test('the schema says what each setting is, and when it takes effect', () => {
  assert.equal(configJsonSchema()['$schema'], 'http://json-schema.org/draft-07/schema#');
  const port = findSchemaPart('gateway.port');
  assert.deepEqual(
    [port?.reloadKind, port?.schema['title'], port?.schema['description']],
    ['restart', 'Port', '0: any free one'],
  );
  const ofAgent = findSchemaPart('agents.main.exec.mode');
  assert.equal(ofAgent?.reloadKind, 'hot');
  assert.deepEqual(ofAgent?.schema['enum'], ['deny', 'allowlist', 'ask', 'full']);
  for (const place of ['models[0].endpoint', 'models[].endpoint', 'models.0.endpoint']) {
    assert.equal(findSchemaPart(place)?.schema['title'], 'Endpoint', place);
  }
  assert.equal(findSchemaPart('gateway.prot'), undefined);
  assert.equal(findSchemaPart('')?.schema['type'], 'object');
});

test('what is said of a setting is said of one that exists, and as the reference does', () => {
  const file = path.resolve(import.meta.dirname, '../../../../docs/configuration.md');
  const reference = plain(readFileSync(file, 'utf8'));
  for (const [setting, help] of Object.entries(configHelp)) {
    assert.ok(findSchemaPart(setting), `${setting} is no setting`);
    assert.ok(reference.includes(`| ${help} |`), `${setting}: the reference says something else`);
  }
});

/** Without marks, references to other pages and padding. */
function plain(markdown: string): string {
  return markdown
    .replaceAll(/\s*\((?:\[more\]\([^)]*\)|see below)\)/gu, '')
    .replaceAll(/; see \[[^\]]*\]\([^)]*\)/gu, '')
    .replaceAll(/[`\\]/gu, '')
    .replaceAll(/ +\|/gu, ' |');
}
