import { AppError } from '@homarus/base';

import type { Partition } from '../ports/maintenance-store.ts';
import type { MemoryStatistics, RowFilter, RowSummary } from '../ports/memory-statistics.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import { bucketsOf } from './buckets.ts';
import type { TimeBucket } from './buckets.ts';

export interface OverviewRequest extends RowFilter {
  readonly from: number;
  readonly to: number;
  /** In which hours, days and months are meant: IANA name or offset. Default: that of the memory. */
  readonly timeZone?: string;
}

export interface CountedBucket extends TimeBucket {
  readonly count: number;
}

export interface MemoryOverview extends Omit<RowSummary, 'byBucket'> {
  /** All stretches of the time that was asked for, empty ones too. */
  readonly buckets: readonly CountedBucket[];
}

/** What a person's memory has, in numbers and by batch; `unsupported` from a store that cannot count. */
export interface Statistics extends Pick<MemoryStatistics, 'listPlaces' | 'listBatches'> {
  /** `invalid_request` for a time that does not go forward, or of more than 100 years. */
  overview(partition: Partition, request: OverviewRequest): Promise<MemoryOverview>;
}

const maxSpanMs = 100 * 366 * 86_400_000;

export function createStatistics(
  store: Pick<MemoryStore, 'statistics'>,
  zone: { readonly timeZone: string },
): Statistics {
  return {
    listPlaces: async (partition, filter) => requireCounts(store).listPlaces(partition, filter),
    listBatches: async (partition, filter, page) =>
      requireCounts(store).listBatches(partition, filter, page),
    async overview(partition, { timeZone = zone.timeZone, ...filter }) {
      const { from, to } = filter;
      if (to <= from || to - from > maxSpanMs) {
        throw new AppError(
          'invalid_request',
          'timeTo: expected an instant after timeFrom, at most 100 years after it.',
          { details: { path: 'timeTo' } },
        );
      }
      const buckets = bucketsOf(from, to, timeZone);
      const { byBucket, ...summary } = await requireCounts(store).summarize(
        partition,
        filter,
        buckets.map(({ startsAt }) => startsAt),
      );
      return {
        ...summary,
        buckets: buckets.map(({ key, label, startsAt }, index) => ({
          key,
          label,
          startsAt,
          count: byBucket[index] ?? 0,
        })),
      };
    },
  };
}

function requireCounts({ statistics }: Pick<MemoryStore, 'statistics'>): MemoryStatistics {
  if (statistics !== undefined) return statistics;
  throw new AppError('unsupported', 'This store cannot count what it has.');
}
