import type { Clock } from '@homarus/base';
import type { GatewayScope } from '@homarus/protocol';
import * as v from 'valibot';

import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';

interface EmptyAnswer {
  readonly name: string;
  readonly scope: GatewayScope;
  readonly payload: unknown;
}

const noVoice = { ready: false, providers: [] };

/**
 * What OpenClaw's page asks when it starts, about things that this gateway does not have: that there
 * are none is the true answer, and the page goes on.
 */
const answers: readonly EmptyAnswer[] = [
  { name: 'artifacts.list', scope: 'operator.read', payload: { artifacts: [] } },
  { name: 'environments.list', scope: 'operator.read', payload: { environments: [] } },
  {
    name: 'hooks.status',
    scope: 'operator.read',
    payload: { workspaceDir: '', managedHooksDir: '', hooks: [] },
  },
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
  { name: 'sessions.branches.list', scope: 'operator.read', payload: { branches: [] } },
  { name: 'sessions.catalog.list', scope: 'operator.read', payload: { catalogs: [] } },
  { name: 'sessions.companion.state', scope: 'operator.read', payload: { exchanges: [] } },
  { name: 'sessions.groups.list', scope: 'operator.read', payload: { groups: [] } },
  { name: 'sessions.observer.visibility', scope: 'operator.read', payload: { ok: true } },
  {
    name: 'skills.library.list',
    scope: 'operator.read',
    payload: {
      entries: [],
      profileId: null,
      multipleProfiles: false,
      defaultTarget: 'unavailable',
      canManageWorkspace: false,
      defaultSelectionLimit: 0,
    },
  },
  { name: 'skills.search', scope: 'operator.read', payload: { results: [] } },
  {
    name: 'talk.catalog',
    scope: 'operator.read',
    payload: {
      modes: [],
      transports: [],
      brains: [],
      speech: noVoice,
      transcription: noVoice,
      realtime: noVoice,
    },
  },
  { name: 'taskSuggestions.list', scope: 'operator.read', payload: { suggestions: [] } },
  { name: 'tasks.list', scope: 'operator.read', payload: { tasks: [] } },
  // It looks for no updates, so it knows of none.
  {
    name: 'update.status',
    scope: 'operator.read',
    payload: { sentinel: null, updateAvailable: null },
  },
  { name: 'worktrees.list', scope: 'operator.read', payload: { worktrees: [] } },
];

export function emptyMethods(clock: Pick<Clock, 'now'>): readonly GatewayMethod[] {
  const params = v.object({});
  const scope = 'operator.read';
  return [
    ...answers.map((answer) => defineMethod({ ...answer, params, handle: () => answer.payload })),
    // Secrets of models are in the configuration: nobody logs in, and no quotas are known.
    defineMethod({
      name: 'models.authStatus',
      scope,
      params,
      handle: () => ({ ts: clock.now(), providers: [] }),
    }),
    // Nothing of the process is recorded over time; `status` says how it is now.
    defineMethod({
      name: 'diagnostics.stability',
      scope,
      params,
      handle: () => ({
        generatedAt: new Date(clock.now()).toISOString(),
        capacity: 0,
        count: 0,
        dropped: 0,
        events: [],
        summary: { byType: {} },
      }),
    }),
    defineMethod({
      name: 'usage.status',
      scope,
      params,
      handle: () => ({ updatedAt: clock.now(), providers: [] }),
    }),
  ];
}
