import type { Connection } from '../connection/connection.ts';

/** What this client listens to beyond what everybody hears: the gateway forgets it with a connection. */
export interface Subscriptions {
  /** Looks at a call that succeeded. */
  note(method: string, params: unknown): void;
  /** Subscribes anew on another connection. What is refused now is not asked for again. */
  restore(connection: Connection): Promise<void>;
}

export function createSubscriptions(): Subscriptions {
  const active = new Map<string, { readonly method: string; readonly params: unknown }>();
  return {
    note(method, params) {
      if (method === 'sessions.subscribe') active.set(method, { method, params });
      const key = keyOf(params);
      if (key === undefined) return;
      const messages = 'sessions.messages.subscribe';
      if (method === messages) active.set(key, { method: messages, params });
      if (method === 'sessions.messages.unsubscribe') active.delete(key);
    },
    async restore(connection) {
      const all = [...active];
      await Promise.all(
        all.map(async ([name, { method, params }]) => {
          try {
            await connection.request(method, params);
          } catch {
            // With the connection gone too, the next one is told by the keeper of the connection.
            if (!(await isOver(connection))) active.delete(name);
          }
        }),
      );
    },
  };
}

function keyOf(params: unknown): string | undefined {
  return typeof params === 'object' &&
    params !== null &&
    'key' in params &&
    typeof params.key === 'string'
    ? `key ${params.key}`
    : undefined;
}

function isOver({ ended }: Connection): Promise<boolean> {
  return Promise.race([ended.then(() => true), Promise.resolve(false)]);
}
