import type { Clock, Ids, Logger } from '@homarus/base';
import type { MemoryClient, MemoryScope } from '@homarus/sdk';

/** What one server speaks with and for whom. */
export interface ServerDeps {
  readonly memory: MemoryClient;
  /** What is absent is filled in by the memory service. */
  readonly scope: MemoryScope;
  readonly clock: Clock;
  /** In which days are named: IANA name or offset. */
  readonly timeZone: string;
  readonly ids: Ids;
  /** Where bugs are told of; never stdout. */
  readonly log: Logger;
  /** Of the program. */
  readonly version: string;
}
