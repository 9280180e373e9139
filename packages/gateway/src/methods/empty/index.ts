import type { GatewayScope } from '@homarus/protocol';
import * as v from 'valibot';

import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';

interface EmptyAnswer {
  readonly name: string;
  readonly scope: GatewayScope;
  readonly payload: unknown;
}

/**
 * What OpenClaw's page asks when it starts, about things that this gateway does not have: that there
 * are none is the true answer, and the page goes on.
 */
const answers: readonly EmptyAnswer[] = [
  { name: 'artifacts.list', scope: 'operator.read', payload: { artifacts: [] } },
  { name: 'environments.list', scope: 'operator.read', payload: { environments: [] } },
  { name: 'openclaw.approval.list', scope: 'operator.approvals', payload: [] },
  { name: 'plugin.approval.list', scope: 'operator.approvals', payload: [] },
  { name: 'plugins.uiDescriptors', scope: 'operator.read', payload: { ok: true, descriptors: [] } },
  { name: 'portal.list', scope: 'operator.read', payload: { portals: [] } },
  { name: 'progressCard.get', scope: 'operator.read', payload: { card: null } },
  { name: 'projects.list', scope: 'operator.read', payload: { projects: [] } },
  { name: 'question.list', scope: 'operator.read', payload: { questions: [] } },
  {
    name: 'session.suggestions.list',
    scope: 'operator.read',
    payload: { suggestions: [], role: 'owner' },
  },
  { name: 'sessions.catalog.list', scope: 'operator.read', payload: { catalogs: [] } },
  { name: 'sessions.groups.list', scope: 'operator.read', payload: { groups: [] } },
  { name: 'taskSuggestions.list', scope: 'operator.read', payload: { suggestions: [] } },
  { name: 'tasks.list', scope: 'operator.read', payload: { tasks: [] } },
  { name: 'worktrees.list', scope: 'operator.read', payload: { worktrees: [] } },
];

export function emptyMethods(): readonly GatewayMethod[] {
  const params = v.object({});
  return answers.map(({ name, scope, payload }) =>
    defineMethod({ name, scope, params, handle: () => payload }),
  );
}
