import type { GatewayEventPayloads } from '@homarus/protocol';

import type { SequenceGap } from '../connection/wire.ts';
import type { ClientState } from './client-state.ts';

/** Events were missed: what is shown has to be read anew. */
export type Gap =
  | ({ readonly reason: 'sequence' } & SequenceGap)
  /** The connection was lost and is there again; its subscriptions are too. */
  | { readonly reason: 'reconnected' };

/** What a client tells its listeners: the gateway's events, and its own. */
export interface ClientEvents extends GatewayEventPayloads {
  readonly gap: Gap;
  readonly state: ClientState;
}
