import assert from 'node:assert/strict';

import * as openclaw from '@openclaw/gateway-protocol/schema';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';

import { openRaw } from '../../testing/raw-client.ts';
import { requirement } from '../../testing/requirement.ts';
import { startGateway } from '../../testing/start-gateway.ts';

const shapes: Readonly<Record<string, TSchema>> = {
  'artifacts.list': openclaw.ArtifactsListResultSchema,
  'environments.list': openclaw.EnvironmentsListResultSchema,
  'plugins.list': openclaw.PluginsListResultSchema,
  'portal.list': openclaw.PortalListResultSchema,
  'projects.list': openclaw.ProjectsListResultSchema,
  'question.list': openclaw.QuestionListResultSchema,
  'sessions.branches.list': openclaw.SessionsBranchesListResultSchema,
  'sessions.companion.state': openclaw.SessionsCompanionStateResultSchema,
  'sessions.groups.list': openclaw.SessionsGroupsListResultSchema,
  'sessions.observer.visibility': openclaw.SessionsObserverVisibilityResultSchema,
  'skills.search': openclaw.SkillsSearchResultSchema,
  'system.info': openclaw.SystemInfoResultSchema,
  'talk.catalog': openclaw.TalkCatalogResultSchema,
  'tasks.list': openclaw.TasksListResultSchema,
  'update.status': openclaw.UpdateStatusResultSchema,
  'users.list': openclaw.UsersListResultSchema,
  'worktrees.list': openclaw.WorktreesListResultSchema,
};

requirement('boot-answers', async () => {
  await using gateway = await startGateway();
  using page = await openRaw(gateway.url);
  await page.connect();
  for (const [method, schema] of Object.entries(shapes)) {
    const { payload } = await page.call(method);
    assert.deepEqual(Value.Errors(schema, payload), [], method);
  }
  for (const method of ['exec.approval.list', 'openclaw.approval.list', 'plugin.approval.list']) {
    assert.deepEqual((await page.call(method)).payload, [], method);
  }
  for (const method of ['models.authStatus', 'usage.status']) {
    assert.partialDeepStrictEqual((await page.call(method)).payload, { providers: [] });
  }
  const library = { entries: [], profileId: null, defaultTarget: 'unavailable' };
  assert.partialDeepStrictEqual((await page.call('skills.library.list')).payload, library);
  const stability = { count: 0, dropped: 0, events: [] };
  assert.partialDeepStrictEqual((await page.call('diagnostics.stability')).payload, stability);
});
