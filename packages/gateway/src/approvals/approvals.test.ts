import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { hasCode, silentLogger } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';
import { ApprovalGetResultSchema, ApprovalResolveResultSchema } from '@openclaw/gateway-protocol';
import { Value } from 'typebox/value';

import { createAgents } from '../agents.ts';
import { createAuditTrail } from '../audit/audit-trail.ts';
import { createEventHub } from '../rpc/event-hub.ts';
import type { PublishedEvent } from '../rpc/event-hub.ts';
import { approvalRecordMethods } from '../methods/approvals/approval-records.ts';
import { callAs } from '../testing/call-as.ts';
import { memoryAuditStore } from '../testing/memory-audit-store.ts';
import { toolContext } from '../testing/tool-context.ts';
import { judgeCommand } from '../tools/exec/exec-policy.ts';
import { parseCommand } from '../tools/exec/parse-command.ts';
import { createApprovals } from './approvals.ts';
import { createAskApproval } from './ask-approval.ts';
import { execApprovalsFile } from './exec-approvals-file.ts';
import { createExecRules } from './exec-rules.ts';

function start() {
  const folder = mkdtempSync(path.join(tmpdir(), 'homarus-approvals-'));
  const clock = manualClock();
  const events: PublishedEvent[] = [];
  const hub = createEventHub((error) => {
    throw error;
  });
  hub.listen((event) => events.push(event));
  const approvals = createApprovals({ clock, hub }, { timeoutMs: 1000 });
  const agents = createAgents([{ id: 'main', exec: { mode: 'ask', allow: ['ls *'] } }]);
  const file = path.join(folder, 'exec-approvals.json');
  const store = execApprovalsFile(file);
  const rules = createExecRules(agents, store);
  const rows = memoryAuditStore();
  const deps = { store: rows, clock, ids: sequentialIds(), log: silentLogger };
  const audit = createAuditTrail(deps, 'acct');
  const ask = createAskApproval({ approvals, rules, audit, clock });
  const abort = new AbortController();
  return {
    approvals,
    agents,
    rules,
    store,
    file,
    clock,
    events,
    abort,
    audit: rows.rows,
    ask: (command: string) =>
      ask({
        command: parseCommand(command),
        cwd: '/w',
        context: toolContext({ signal: abort.signal }),
      }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const isForbidden = (error: unknown) => hasCode(error, 'forbidden');

test('what is allowed once is told, runs once, and stands in the audit log', async () => {
  using place = start();
  const { approvals, events } = place;
  const asked = place.ask('rm a');
  const [pending] = approvals.list();
  assert.ok(pending !== undefined);
  assert.equal(pending.request.command, 'rm a');
  assert.equal(pending.expiresAtMs - pending.createdAtMs, 1000);
  approvals.resolve(pending.id, 'allow-once', 'device:d1');
  await asked;
  assert.deepEqual(approvals.list(), []);
  assert.deepEqual(
    events.map(({ event, audience }) => [event, audience]),
    [
      ['exec.approval.requested', { to: 'scope', scope: 'operator.approvals' }],
      ['exec.approval.resolved', { to: 'scope', scope: 'operator.approvals' }],
    ],
  );
  const [row] = place.audit;
  assert.equal(row?.action, 'approval.allow-once');
  assert.equal(row?.actor, 'device:d1');
  assert.equal(row?.target, 'agent:main exec rm a');
  const policy = await place.rules.policyOf('main');
  assert.equal(judgeCommand(policy, parseCommand('rm a')), 'ask');
});

test('what is allowed for always is so for exactly that command, in the next process too', async () => {
  using place = start();
  const asked = place.ask("rm 'a b' '*'");
  place.approvals.resolve(place.approvals.list()[0]?.id ?? '', 'allow-always', 'device:d1');
  await asked;
  const later = createExecRules(place.agents, execApprovalsFile(place.file));
  const policy = await later.policyOf('main');
  assert.deepEqual(policy.allow, ['ls *', "rm 'a b' '*'"]);
  assert.equal(judgeCommand(policy, parseCommand(`rm "a b" '*'`)), 'run');
  assert.equal(judgeCommand(policy, parseCommand('rm "a b" c')), 'ask');
  assert.equal(judgeCommand(policy, parseCommand('rm a b')), 'ask');
});

test('a command that needs a shell is allowed once at most', async () => {
  using place = start();
  const asked = place.ask('ls | sh');
  const [pending] = place.approvals.list();
  assert.deepEqual(pending?.request.allowedDecisions, ['allow-once', 'deny']);
  assert.throws(
    () => place.approvals.resolve(pending?.id ?? '', 'allow-always', 'device:d1'),
    (error) => hasCode(error, 'invalid_request'),
  );
  place.approvals.resolve(pending?.id ?? '', 'allow-once', 'device:d1');
  await asked;
});

test('a refusal, silence and the end of the turn all mean no', async () => {
  using place = start();
  const refused = place.ask('rm a');
  place.approvals.resolve(place.approvals.list()[0]?.id ?? '', 'deny', 'device:d1');
  await assert.rejects(refused, isForbidden);
  const silent = place.ask('rm b');
  const [waiting] = place.approvals.list();
  const waited = place.approvals.wait(waiting?.id ?? '');
  place.clock.advance(1000);
  await assert.rejects(silent, isForbidden);
  assert.deepEqual((await waited).outcome, { decision: 'expired', resolvedBy: undefined });
  const ended = place.ask('rm c');
  place.abort.abort();
  await assert.rejects(ended, isForbidden);
  assert.deepEqual(
    place.audit.map(({ action, outcome }) => [action, outcome]),
    [
      ['approval.deny', 'denied'],
      ['approval.expired', 'denied'],
      ['approval.aborted', 'denied'],
    ],
  );
  assert.throws(
    () => place.approvals.resolve(waiting?.id ?? '', 'allow-once', 'x'),
    (error) => hasCode(error, 'not_found'),
  );
});

test('a decision is known for five minutes to who asks late, and of the latest questions only', async () => {
  using place = start();
  const { approvals, clock } = place;
  const decide = async (command: string) => {
    const asked = place.ask(command);
    const [pending] = approvals.list();
    approvals.resolve(pending?.id ?? '', 'allow-once', 'device:d1');
    await asked;
    return pending?.id ?? '';
  };
  const isUnknown = (error: unknown) => hasCode(error, 'not_found');
  const first = await decide('rm a');
  clock.advance(299_000);
  const { approval, outcome } = await approvals.wait(first);
  assert.deepEqual([approval.id, outcome.decision], [first, 'allow-once']);
  const second = await decide('rm b');
  clock.advance(1000);
  await assert.rejects(approvals.wait(first), isUnknown);
  assert.equal((await approvals.wait(second)).approval.id, second);
  for (let count = 0; count < 500; count += 1) await decide(`rm ${count}`);
  await assert.rejects(approvals.wait(second), isUnknown);
});

test('rules that people set go before those of the configuration', async () => {
  using place = start();
  const { store, rules } = place;
  const before = await store.read();
  assert.equal(before.exists, false);
  const file = { version: 1, defaults: { security: 'deny' }, agents: {} } as const;
  await store.write(file, before.hash);
  assert.equal((await rules.policyOf('main')).security, 'deny');
  await assert.rejects(store.write(file, before.hash), (error) => hasCode(error, 'conflict'));
  writeFileSync(place.file, '{"version":1,"agents":{"main":{"security":"everything"}}}');
  await assert.rejects(rules.policyOf('main'), (error) => hasCode(error, 'unavailable'));
});

test('a question is read and answered as a record, too', async () => {
  using place = start();
  const methods = new Map(
    approvalRecordMethods(place.approvals, () => place.clock.now()).map(
      (method) => [method.name, method] as const,
    ),
  );
  const call = async (name: string, params: object): Promise<unknown> =>
    methods.get(name)?.invoke(params, callAs({ deviceId: 'd1' }));
  const asked = place.ask('rm a');
  const id = place.approvals.list()[0]?.id ?? '';
  const found = await call('approval.get', { id });
  assert.deepEqual([...Value.Errors(ApprovalGetResultSchema, found)], []);
  const resolved = await call('approval.resolve', { id, kind: 'exec', decision: 'allow-once' });
  assert.deepEqual([...Value.Errors(ApprovalResolveResultSchema, resolved)], []);
  assert.partialDeepStrictEqual(resolved, {
    applied: true,
    approval: { status: 'allowed', resolver: { kind: 'device', id: 'd1' } },
  });
  await asked;
  await assert.rejects(call('approval.get', { id }), (error) => hasCode(error, 'not_found'));
});
