import type { Clock, Ids } from '@homarus/base';

import type { EventHub } from '../rpc/event-hub.ts';
import type { DeviceStore } from './device-store.ts';

export interface DevicesDeps {
  readonly store: DeviceStore;
  readonly hub: EventHub;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Ids;
}
