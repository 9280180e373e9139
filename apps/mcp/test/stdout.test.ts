import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';

import { main } from './support/mcp-client.ts';

test('stdout carries the protocol only, whatever comes in, and the process ends with stdin', async () => {
  const child = spawn(process.execPath, [main], { env: { OGMEM_URL: 'http://127.0.0.1:1' } });
  const errors = text(child.stderr);
  const closed = once(child, 'close');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<{ readonly id?: number; readonly jsonrpc?: string }> => {
    const { value } = await lines.next();
    return JSON.parse(value ?? 'null') as { readonly id?: number; readonly jsonrpc?: string };
  };
  const send = (message: unknown): void => {
    child.stdin.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`);
  };
  const request = (id: number, method: string, params: object) =>
    send({ jsonrpc: '2.0', id, method, params });
  request(1, 'initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  });
  assert.equal((await next()).id, 1);
  send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  send('this is no JSON');
  request(2, 'tools/call', { name: 'memory_recall', arguments: { query: '茶' } });
  const answer = await next();
  assert.deepEqual([answer.jsonrpc, answer.id], ['2.0', 2]);
  child.stdin.end();
  const [code] = (await closed) as [number];
  assert.equal(code, 0);
  assert.equal((await lines.next()).done, true);
  assert.equal(await errors, '');
});
