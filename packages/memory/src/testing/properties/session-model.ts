import assert from 'node:assert/strict';

import { textOf } from '../../message-text.ts';
import type { MemoryStore } from '../../ports/memory-store.ts';
import type { SessionScope } from '../../scope.ts';
import { worldScopes } from './world.ts';
import type { CaptureWrite } from './writes.ts';

interface Said {
  readonly id: string | undefined;
  readonly text: string;
}

/** What every session must hold: a list of what was said, kept in the simplest way there is. */
export interface SessionModel {
  /** Notes a batch and answers how many of its messages are new. */
  capture(write: CaptureWrite): number;
  /** Throws when a session holds anything else, in another order, or with gaps. */
  check(store: MemoryStore): Promise<void>;
}

export function createSessionModel(): SessionModel {
  const sessions = new Map<SessionScope, Said[]>();
  const turns = new Set<string>();
  return {
    capture({ scope, turnId, messages }) {
      const said = sessions.get(scope) ?? [];
      sessions.set(scope, said);
      const turn = JSON.stringify([worldScopes.indexOf(scope), turnId]);
      if (turnId !== undefined && turns.has(turn)) return 0;
      if (turnId !== undefined) turns.add(turn);
      const fresh = messages
        .map(({ id, content }): Said => ({ id, text: textOf(content) }))
        .filter(({ id, text }) => !said.some((known) => isSame(known, { id, text })));
      said.push(...fresh);
      return fresh.length;
    },
    async check(store) {
      for (const scope of worldScopes) {
        const rows = await store.listMessages(scope, {});
        const said = sessions.get(scope) ?? [];
        assert.deepEqual(
          rows.map(({ text }) => text),
          said.map(({ text }) => text),
        );
        assert.deepEqual(
          rows.map(({ position }) => position),
          rows.map((_, index) => index),
        );
      }
    },
  };
}

/** Every text has a word of its own, so equal texts without an id are one message. */
function isSame(known: Said, { id, text }: Said): boolean {
  return id === undefined ? known.text === text : known.id === id;
}
