import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { AppError } from '@homarus/base';
import type { Logger } from '@homarus/base';

import { openLog } from './log.ts';
import type { LogOptions } from './log.ts';

function written(
  options: Pick<LogOptions, 'level' | 'format'>,
  use: (log: Logger) => void,
): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'homarus-log-'));
  const file = path.join(folder, 'logs', 'homarus.log');
  try {
    const opened = openLog({ ...options, file, stderr: undefined });
    use(opened.log);
    opened[Symbol.dispose]();
    assert.equal(statSync(file).mode & 0o777, 0o600);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('secrets are redacted wherever they stand, also in children', () => {
  const text = written({ level: 'info', format: 'json' }, (log) => {
    log.info('request', { token: 'S1', headers: { authorization: 'S2' } });
    log.child({ apiKey: 'S3' }).warn('call', { a: { b: { password: 'S4' } } });
  });
  assert.doesNotMatch(text, /S\d/u);
  assert.equal(text.trim().split('\n').length, 2);
});

test('lines below the level are dropped', () => {
  const text = written({ level: 'warn', format: 'text' }, (log) => {
    log.info('quiet');
    log.warn('loud');
  });
  assert.match(text, /^\d{4}-\d\d-\d\dT[\d:.]+Z WARN {2}loud\n$/u);
});

test('an error keeps its code, message and cause', () => {
  const text = written({ level: 'info', format: 'json' }, (log) => {
    const error = new AppError('timeout', 'too late', { cause: new Error('slow disk') });
    log.error('failed', { error });
  });
  assert.match(text, /"code":"timeout"/u);
  assert.match(text, /too late/u);
  assert.match(text, /slow disk/u);
});
