import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';

import { AppError } from '@homarus/base';

import { failureOf } from '../cli/failure.ts';
import { en } from '../texts/en.ts';
import { zh } from '../texts/zh.ts';
import { listen, urlOf } from './listen.ts';
import type { PortProblem } from './listen.ts';

async function refusal(port: number, host = '127.0.0.1'): Promise<AppError> {
  const outcome = await listen({ host, port }, 'gateway').catch((error: unknown) => error);
  assert.ok(outcome instanceof AppError);
  return outcome;
}

function problemOf({ details }: AppError): PortProblem {
  return details?.['port'] as PortProblem;
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

test('requests that come before what answers them wait for it', async () => {
  await using listener = await listen({ host: '127.0.0.1', port: 0 }, 'gateway');
  const early = fetch(listener.url);
  listener.serve(() => new Response('here'));
  const response = await early;
  assert.equal(await response.text(), 'here');
});

test('after stopAccepting the running answer ends, and new connections are refused', async () => {
  await using listener = await listen({ host: '127.0.0.1', port: 0 }, 'gateway');
  const begun = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  listener.serve(async () => {
    begun.resolve();
    await release.promise;
    return new Response('late');
  });
  const running = fetch(listener.url);
  await begun.promise;
  listener.stopAccepting();
  await assert.rejects(fetch(listener.url));
  release.resolve();
  const response = await running;
  assert.equal(await response.text(), 'late');
});

test('a port that another Homarus has is told with its version and process', async () => {
  await using other = await listen({ host: '127.0.0.1', port: 0 }, 'gateway');
  other.serve(() => Response.json({ ok: true, version: '9.8.7' }));
  const error = await refusal(portOf(other.url));
  const problem = problemOf(error);
  assert.equal(problem.reason, 'taken');
  assert.equal(problem.homarusVersion, '9.8.7');
  const { lines, exitCode } = failureOf(error, en);
  assert.equal(exitCode, 1);
  assert.match(lines.join('\n'), /is taken by another Homarus, version 9\.8\.7/u);
  assert.match(lines.join('\n'), /--port <port>, GATEWAY_PORT=<port>, or gateway\.port/u);
  assert.match(failureOf(error, zh).lines.join('\n'), /已被占用，使用者是另一个 Homarus/u);
});

test('a port that another program has is told with its name, where the system shows it', async () => {
  const other = createServer((_request, response) => response.end('not ours'));
  await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = other.address() as AddressInfo;
    const error = await refusal(port);
    const problem = problemOf(error);
    assert.equal(problem.homarusVersion, undefined);
    const holder = process.platform === 'linux' ? process.pid : undefined;
    assert.equal(problem.holder?.pid, holder);
  } finally {
    other.close();
  }
});

test('an address that the machine does not have is told as that', async () => {
  const error = await refusal(0, '203.0.113.7');
  assert.equal(problemOf(error).reason, 'no_address');
});

test('what listens everywhere is called on loopback; IPv6 stands in brackets', () => {
  assert.equal(urlOf({ host: '0.0.0.0', port: 1 }), 'http://127.0.0.1:1');
  assert.equal(urlOf({ host: '::1', port: 1 }), 'http://[::1]:1');
});
