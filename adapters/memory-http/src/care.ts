import { linesOf } from '@homarus/memory';
import type {
  JobFilter,
  MaintenanceTarget,
  MemoryAccess,
  Partition,
  RowFilter,
  VerifyReport,
} from '@homarus/memory';
import type { VerifyAnswer } from '@homarus/protocol';
import type { MemoryClient } from '@homarus/sdk';

import { ask } from './ask.ts';
import { toJob, toMessage } from './from-answers.ts';
import { ownerOf } from './library.ts';

/** Looking over a whole memory takes its time. */
const longMs = 10 * 60_000;

/** The care of what is stored, over the wire; without an account for a key of the role `root`. */
export function httpMaintenance(client: MemoryClient): MemoryAccess['maintenance'] {
  return {
    verify: async (target, { signal } = {}) =>
      toReport(await ask(client.verify(toTarget(target), longCall(signal)))),
    async repair(target, { signal } = {}) {
      const { ok: _ok, ...report } = await ask(client.repair(toTarget(target), longCall(signal)));
      return { ...report, found: toReport(report.found), left: toReport(report.left) };
    },
    async listJobs({ state, ...filter }, limit = 100) {
      const named = { ...toJobs(filter), ...(state === undefined ? {} : { state }) };
      const { jobs } = await ask(client.jobs(named));
      return jobs.slice(0, limit).map(toJob);
    },
    retryJobs: async (filter) => (await ask(client.retryJobs(toJobs(filter)))).retried,
    dropJobs: async (filter) => (await ask(client.dropJobs(toJobs(filter)))).dropped,
  };
}

export function httpVectors(client: MemoryClient): MemoryAccess['vectors'] {
  return {
    async status(scope) {
      const { ok: _ok, ...status } = await ask(client.embeddingStatus(ownerOf(scope)));
      return status;
    },
    async reembed(scope, options = {}) {
      const { ok: _ok, ...status } = await ask(
        client.reembed({ ...ownerOf(scope), ...options }, longCall()),
      );
      return status;
    },
  };
}

export function httpTransfer(client: MemoryClient): MemoryAccess['transfer'] {
  return {
    async *export(target, { signal } = {}) {
      yield* linesOf(await client.export(toTarget(target), longCall(signal)));
    },
    async import(target, lines, { signal, adopt = false, dryRun = false } = {}) {
      const query = { ...toTarget(target), adopt, dryRun };
      const { ok: _ok, ...report } = await ask(
        client.import(toBytes(lines), query, longCall(signal)),
      );
      return report;
    },
  };
}

export function httpStatistics({ statistics }: MemoryClient): MemoryAccess['statistics'] {
  return {
    async listPlaces(partition, filter) {
      const { ok: _ok, ...places } = await ask(statistics.places(toRows(partition, filter)));
      return places;
    },
    async overview(partition, { from: timeFrom, to: timeTo, timeZone, ...filter }) {
      const span = { timeFrom, timeTo, ...(timeZone === undefined ? {} : { timeZone }) };
      const { ok: _ok, ...overview } = await ask(
        statistics.overview({ ...toRows(partition, filter), ...span }),
      );
      return overview;
    },
    async listBatches(partition, filter, page) {
      const { from, to } = filter;
      const { messages, total } = await ask(
        statistics.messages({
          ...toRows(partition, filter),
          ...(from === undefined ? {} : { timeFrom: from }),
          ...(to === undefined ? {} : { timeTo: to }),
          ...page,
        }),
      );
      return {
        messages: messages.map(({ message, batchId, seqInBatch }) => ({
          message: toMessage(message),
          batchId,
          seqInBatch,
        })),
        total,
      };
    },
  };
}

function toRows(
  { accountId, userId }: Partition,
  { categories, agentId, sessionId }: Omit<RowFilter, 'from' | 'to'>,
) {
  return {
    accountId,
    userId,
    categories: [...categories],
    ...(agentId === undefined ? {} : { byAgentId: agentId }),
    ...(sessionId === undefined ? {} : { sessionId }),
  };
}

function longCall(signal?: AbortSignal) {
  return { timeoutMs: longMs, ...(signal === undefined ? {} : { signal }) };
}

function toTarget({ accountId, userId }: MaintenanceTarget) {
  return {
    ...(accountId === undefined ? { all: true } : { accountId }),
    ...(userId === undefined ? {} : { userId }),
  };
}

function toJobs({ accountId, userId, ids }: JobFilter) {
  return {
    ...toTarget({
      ...(accountId === undefined ? {} : { accountId }),
      ...(userId === undefined ? {} : { userId }),
    }),
    ...(ids === undefined ? {} : { ids }),
  };
}

function toReport(answer: VerifyAnswer): VerifyReport {
  const { checked, lostRevisions, damage, drift, problems } = answer;
  return { checked, lostRevisions, damage, drift, problems };
}

function toBytes(lines: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(`${next.value}\n`));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
