import type { MemoryRecord } from '@homarus/memory';
import { parseInput, type ProfileAnswer, type ProfileLine, ProfileQuery } from '@homarus/protocol';

import type { RouteDoc } from '../openapi/route-doc.ts';
import { toScope } from '../scope.ts';
import type { Call, Route } from './route.ts';

const doc: RouteDoc = {
  summary: { en: 'Who the person is, as far as it is known', zh: '已知的用户档案' },
  body: ProfileQuery,
  answer: {
    en: '`facts`, `preferences`, `decisions` and `behaviours`, each `{id, content}` in the order in which they were learned.',
    zh: '`facts`、`preferences`、`decisions` 和 `behaviours`，每项为 `{id, content}`，按学到的先后排列。',
  },
};

/** The profile of a person. */
export const profileRoutes: readonly Route[] = [
  { method: 'GET', path: '/profile', doc, endpoint: getProfile },
];

async function getProfile({ memory, caller, defaults, body }: Call): Promise<ProfileAnswer> {
  const scope = toScope(parseInput(ProfileQuery, body), caller, defaults);
  const { facts, preferences, decisions, behaviours } = await memory.library.profile(scope);
  return {
    ok: true,
    facts: facts.map(toLine),
    preferences: preferences.map(toLine),
    decisions: decisions.map(toLine),
    behaviours: behaviours.map(toLine),
  };
}

function toLine({ id, content }: MemoryRecord): ProfileLine {
  return { id, content };
}
