import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import { Client } from 'pg';

import { toConnectionUrl } from './connection-string.ts';

interface Expected {
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly isEncrypted?: boolean;
}

const readable: readonly (readonly [text: string, expected: Expected])[] = [
  ['postgres://me:pw@db:5433/homarus', { host: 'db', port: 5433, user: 'me', password: 'pw' }],
  ['postgresql://me@db/homarus?sslmode=verify-full', { host: 'db', isEncrypted: true }],
  ['opengauss://gs:p%40ss@db:8888/postgres', { host: 'db', port: 8888, password: 'p@ss' }],
  ['gaussdb://gs@[::1]:8888/postgres', { host: '::1', port: 8888 }],
  ['postgresql:///homarus?host=/run/postgresql', { host: '/run/postgresql', database: 'homarus' }],
  [
    "host=127.0.0.1 port=8888 user=gs password='it''s' dbname=postgres".replace(
      "''",
      String.raw`\'`,
    ),
    { host: '127.0.0.1', port: 8888, user: 'gs', password: "it's", database: 'postgres' },
  ],
  [
    String.raw`host = db  user=me password=a\ b\\c`,
    { host: 'db', user: 'me', password: String.raw`a b\c` },
  ],
  [
    "host=db user=me password='&?#%+ =/' dbname='my base' sslmode=verify-full",
    { host: 'db', password: '&?#%+ =/', database: 'my base', isEncrypted: true },
  ],
  ["hostaddr=10.0.0.1 user=me password=''", { host: '10.0.0.1', user: 'me' }],
];

for (const [text, expected] of readable) {
  test(`read: ${text}`, () => {
    const client = new Client({ connectionString: toConnectionUrl(text) });
    const found = {
      host: client.host,
      port: client.port,
      user: client.user,
      password: client.password,
      database: client.database,
      isEncrypted: String(client.ssl) !== 'false',
    };
    assert.deepEqual({ ...found, ...expected }, found);
  });
}

const unreadable = ['', 'hello', "host='open", 'mysql://me@db/x', 'host=db user', 'postgres://[/x'];

for (const text of unreadable) {
  test(`refused, without repeating it: ${JSON.stringify(text)}`, () => {
    assert.throws(
      () => toConnectionUrl(text),
      (error) =>
        hasCode(error, 'invalid_request') && (text === '' || !error.message.includes(text)),
    );
  });
}
