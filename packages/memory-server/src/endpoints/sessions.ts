import { AppError } from '@homarus/base';
import type { SessionArchive, StoredMessage } from '@homarus/memory';
import {
  type ArchiveAnswer,
  type BootstrapAnswer,
  BootstrapBody,
  type IngestAnswer,
  IngestBody,
  parseInput,
  type SessionAnswer,
  SessionBody,
  type SessionCommitAnswer,
  type SessionContextAnswer,
  SessionContextQuery,
} from '@homarus/protocol';

import { toSessionScope } from '../scope.ts';
import { sessionDocs } from './session-docs.ts';
import { type Call, type Route, routesByName } from './route.ts';

/** Conversations by their ids, and taking one over. */
export const sessionRoutes: readonly Route[] = [
  ...routesByName(
    {
      bootstrap: async ({ memory, caller, defaults, body }) => {
        const { messages = [], sentAt, ...named } = parseInput(BootstrapBody, body);
        const scope = toSessionScope(named, caller, defaults);
        const { imported } = await memory.conversations.bootstrap(scope, {
          messages,
          ...(sentAt === undefined ? {} : { sentAt }),
        });
        return { ok: true, imported } satisfies BootstrapAnswer;
      },
    },
    sessionDocs,
  ),
  { method: 'GET', path: '/sessions/:id', doc: sessionDocs.getSession, endpoint: getSession },
  {
    method: 'POST',
    path: '/sessions/:id/messages',
    doc: sessionDocs.addMessages,
    endpoint: addMessages,
  },
  { method: 'POST', path: '/sessions/:id/commit', doc: sessionDocs.commit, endpoint: commit },
  {
    method: 'GET',
    path: '/sessions/:id/context',
    doc: sessionDocs.getContext,
    endpoint: getContext,
  },
];

/** The path names the session, whatever the body says. */
function withSession({ body, params }: Call): unknown {
  return Object.assign({}, body, { sessionId: params['id'] });
}

async function getSession(call: Call): Promise<SessionAnswer> {
  const { memory, caller, defaults } = call;
  const named = parseInput(SessionBody, withSession(call));
  const session = await memory.conversations.getSession(toSessionScope(named, caller, defaults));
  if (session === undefined) {
    throw new AppError('not_found', 'There is no session of this id in your scope.', {
      details: { sessionId: named.sessionId },
    });
  }
  return {
    ok: true,
    ...session,
    firstMessageAt: session.firstMessageAt ?? null,
    lastMessageAt: session.lastMessageAt ?? null,
    archives: session.archives.map(toArchiveAnswer),
  };
}

function toArchiveAnswer(archive: SessionArchive): ArchiveAnswer {
  const { uri, number, fromPosition, toPosition, summary, createdAt } = archive;
  const isProvisional = archive.isProvisional === true;
  return { uri, number, fromPosition, toPosition, summary, createdAt, isProvisional };
}

async function addMessages(call: Call): Promise<IngestAnswer> {
  const { memory, caller, defaults } = call;
  const { messages, sentAt, ...named } = parseInput(IngestBody, withSession(call));
  const scope = toSessionScope(named, caller, defaults);
  const handOver = sentAt === undefined ? {} : { sentAt };
  return { ok: true, ...(await memory.ingest(scope, messages, handOver)) };
}

async function commit(call: Call): Promise<SessionCommitAnswer> {
  const { memory, caller, defaults, signal } = call;
  const named = parseInput(SessionBody, withSession(call));
  const scope = toSessionScope(named, caller, defaults);
  return { ok: true, ...(await memory.conversations.commit(scope, { signal })) };
}

async function getContext(call: Call): Promise<SessionContextAnswer> {
  const { memory, caller, defaults } = call;
  const { tokenBudget, ...named } = parseInput(SessionContextQuery, withSession(call));
  const scope = toSessionScope(named, caller, defaults);
  const context = await memory.conversations.context(
    scope,
    tokenBudget === undefined ? {} : { tokenBudget },
  );
  return {
    ok: true,
    ...context,
    archiveUri: context.archiveUri ?? null,
    messages: context.messages.map(toContextMessage),
  };
}

function toContextMessage(message: StoredMessage): SessionContextAnswer['messages'][number] {
  const { id, role, content, name, createdAt } = message;
  return { id, role, content, ...(name === undefined ? {} : { name }), createdAt };
}
