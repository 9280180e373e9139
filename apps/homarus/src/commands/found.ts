import type { Hit } from '@homarus/memory';
import type { SearchTraceBody } from '@homarus/protocol';

/** What is shown of a hit; the service tells more. */
export type ShownHit = Pick<
  Hit,
  'id' | 'category' | 'text' | 'score' | 'createdAt' | 'lanes' | 'sourceMessageIds'
>;

export interface Found {
  readonly hits: readonly ShownHit[];
  readonly trace?: SearchTraceBody | undefined;
}
