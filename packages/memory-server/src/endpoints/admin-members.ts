import { AppError } from '@homarus/base';
import {
  type AgentAnswer,
  ChangeEntryBody,
  CreateAgentBody,
  CreateUserBody,
  parseInput,
  type UserAnswer,
} from '@homarus/protocol';

import type { Member, MemberKind } from '../admin/admin-store.ts';
import { changed, changeName } from './admin-change.ts';
import { adminDocs } from './admin-docs.ts';
import { requireAccount } from './require-account.ts';
import type { Call, Route } from './route.ts';

function userAnswer({ kind: _kind, id, ...rest }: Member): UserAnswer {
  return { userId: id, ...rest };
}

function agentAnswer({ kind: _kind, id, ...rest }: Member): AgentAnswer {
  return { agentId: id, ...rest };
}

async function create(
  call: Call,
  kind: MemberKind,
  { id, name }: { readonly id: string; readonly name: string | undefined },
): Promise<Member> {
  const { admin, clock, toAuditRow } = call;
  const { accountId } = await requireAccount(call);
  if ((await admin.getMember(accountId, kind, id)) !== undefined) {
    throw new AppError('conflict', `The ${kind} ${JSON.stringify(id)} exists already.`);
  }
  const createdAt = clock.now();
  const member: Member = { accountId, kind, id, name, createdAt, disabledAt: undefined };
  const audit = toAuditRow({ accountId, action: `${kind}.create`, target: id });
  await admin.putMember(member, audit);
  return member;
}

async function change(call: Call, kind: MemberKind): Promise<Member> {
  const { admin, clock, body, params, toAuditRow } = call;
  const wanted = parseInput(ChangeEntryBody, body);
  const { accountId } = await requireAccount(call);
  const id = params['memberId'] ?? '';
  const before = await admin.getMember(accountId, kind, id);
  if (before === undefined) {
    throw new AppError('not_found', `There is no ${kind} ${JSON.stringify(id)}.`);
  }
  const member = changed(before, wanted, clock.now());
  const action = `${kind}.${changeName(wanted)}`;
  await admin.putMember(member, toAuditRow({ accountId, action, target: id }));
  return member;
}

async function list(call: Call, kind: MemberKind): Promise<readonly Member[]> {
  const { accountId } = await requireAccount(call);
  return call.admin.listMembers(accountId, kind);
}

const users = '/admin/accounts/:accountId/users';
const agents = '/admin/accounts/:accountId/agents';

/** The people and agents of an account. */
export const memberRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: users,
    role: 'admin',
    doc: adminDocs.listUsers,
    endpoint: async (call) => ({ ok: true, users: (await list(call, 'user')).map(userAnswer) }),
  },
  {
    method: 'POST',
    path: users,
    role: 'admin',
    doc: adminDocs.createUser,
    endpoint: async (call) => {
      const { userId, name } = parseInput(CreateUserBody, call.body);
      return { ok: true, user: userAnswer(await create(call, 'user', { id: userId, name })) };
    },
  },
  {
    method: 'PATCH',
    path: `${users}/:memberId`,
    role: 'admin',
    doc: adminDocs.changeUser,
    endpoint: async (call) => ({ ok: true, user: userAnswer(await change(call, 'user')) }),
  },
  {
    method: 'GET',
    path: agents,
    role: 'admin',
    doc: adminDocs.listAgents,
    endpoint: async (call) => ({ ok: true, agents: (await list(call, 'agent')).map(agentAnswer) }),
  },
  {
    method: 'POST',
    path: agents,
    role: 'admin',
    doc: adminDocs.createAgent,
    endpoint: async (call) => {
      const { agentId, name } = parseInput(CreateAgentBody, call.body);
      return { ok: true, agent: agentAnswer(await create(call, 'agent', { id: agentId, name })) };
    },
  },
  {
    method: 'PATCH',
    path: `${agents}/:memberId`,
    role: 'admin',
    doc: adminDocs.changeAgent,
    endpoint: async (call) => ({ ok: true, agent: agentAnswer(await change(call, 'agent')) }),
  },
];
