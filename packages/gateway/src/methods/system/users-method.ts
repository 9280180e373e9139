import type { SessionStore } from '@homarus/sessions';
import * as v from 'valibot';

import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import { personSeenBy } from '../sessions/session-access.ts';

export interface UsersMethodDeps {
  readonly sessions: Pick<SessionStore, 'listSessions'>;
  readonly accountId: string;
}

/** The sessions that are looked through for persons: the newest. */
const maxSessions = 5000;
const pageSize = 500;

/** `users.list`: who has conversations here, as OpenClaw's page shows profiles; itself alone to who is no admin. */
export function usersMethod(deps: UsersMethodDeps): GatewayMethod {
  return defineMethod({
    name: 'users.list',
    scope: 'operator.read',
    params: v.object({}),
    async handle(_params, { caller }) {
      const people = await findPeople(deps, personSeenBy(caller));
      if (!people.has(caller.userId)) people.set(caller.userId, { createdAt: 0, updatedAt: 0 });
      const profiles = Array.from(people, ([id, times]) =>
        Object.assign({ id }, nothingKnown, times),
      );
      return { profiles: profiles.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
    },
  });
}

/** A person is an id here, and nothing else. */
const nothingKnown = {
  displayName: null,
  avatarMime: null,
  mergedInto: null,
  emails: [],
  githubIdentity: null,
  hasAvatar: false,
} as const;

/** When somebody's first conversation began, and the last one went on; Unix milliseconds. */
interface Times {
  readonly createdAt: number;
  readonly updatedAt: number;
}

async function findPeople(
  { sessions: store, accountId }: UsersMethodDeps,
  userId: string | undefined,
): Promise<Map<string, Times>> {
  const people = new Map<string, Times>();
  const person = userId === undefined ? {} : { userId };
  for (let offset = 0; offset < maxSessions; offset += pageSize) {
    const page = { ...person, limit: pageSize, offset };
    const { sessions, total } = await store.listSessions(accountId, page);
    for (const session of sessions) {
      const known = people.get(session.userId) ?? session;
      people.set(session.userId, {
        createdAt: Math.min(known.createdAt, session.createdAt),
        updatedAt: Math.max(known.updatedAt, session.updatedAt),
      });
    }
    if (offset + pageSize >= total) break;
  }
  return people;
}
