import type { GatewayScope, StateVersion } from '@homarus/protocol';

/**
 * Who hears an event: everybody who may read (the default), those with a scope (and `without` another,
 * who hear more), those who subscribed to the list of sessions or to the messages of one session, or one
 * connection.
 */
export type Audience =
  | { readonly to: 'everyone' }
  | { readonly to: 'scope'; readonly scope: GatewayScope; readonly without?: GatewayScope }
  | { readonly to: 'session-list' }
  | { readonly to: 'session'; readonly sessionKey: string }
  | { readonly to: 'connection'; readonly connId: string };

/** One event on its way to the connections, which number it each for itself. */
export interface PublishedEvent {
  /** `chat`, `session.message`. */
  readonly event: string;
  /** JSON. */
  readonly payload: unknown;
  readonly audience: Audience;
  /** Whose it is: of the audience only this person's connections and admins hear it. Undefined: nobody's. */
  readonly person: string | undefined;
  /** Left out for a connection that is behind: ticks, and deltas that a later event repeats. */
  readonly isDroppable: boolean;
  /** With events that tell a part of the snapshot anew. */
  readonly stateVersion: StateVersion | undefined;
}

export interface PublishOptions {
  /** Default: everyone. */
  readonly audience?: Audience;
  /** The userId of whom it tells. Default: it tells of nobody. */
  readonly person?: string;
  /** Default false. */
  readonly isDroppable?: boolean;
  readonly stateVersion?: StateVersion;
}

/** Where the parts of the gateway tell what happens, and connections listen. */
export interface EventHub {
  /** Delivers at once, in order; a listener that throws does not keep the others from hearing. */
  publish(event: string, payload: unknown, options?: PublishOptions): void;
  /** Answers how to stop listening. */
  listen(listener: (event: PublishedEvent) => void): () => void;
}

const everyone: Audience = { to: 'everyone' };

export function createEventHub(onListenerError: (error: unknown) => void): EventHub {
  const listeners = new Set<(event: PublishedEvent) => void>();
  return {
    publish(event, payload, options = {}) {
      const { audience = everyone, person, isDroppable = false, stateVersion } = options;
      const published: PublishedEvent = {
        event,
        payload,
        audience,
        person,
        isDroppable,
        stateVersion,
      };
      for (const listener of listeners) {
        try {
          listener(published);
        } catch (error) {
          onListenerError(error);
        }
      }
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
