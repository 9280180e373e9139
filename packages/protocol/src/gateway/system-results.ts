import type { MemoryHealthAnswer } from '../memory-api/health.ts';
import type { HealthSnapshot } from './hello.ts';

export interface HealthResult extends HealthSnapshot {
  readonly version: string;
  readonly plugins: { readonly loaded: readonly string[]; readonly errors: readonly unknown[] };
  readonly agents: readonly {
    readonly agentId: string;
    readonly name: string;
    readonly isDefault: boolean;
  }[];
}

export interface StatusResult {
  readonly runtimeVersion: string;
  readonly status: HealthSnapshot['status'];
  readonly reasons: readonly string[];
  readonly processMemory: { readonly rssBytes: number; readonly heapUsedBytes: number };
  /** Processes that want a processor, on average over the last minute, and how many processors there are. */
  readonly machine: { readonly load: number; readonly processors: number };
  /** The plugin that is the memory of turns; absent when the gateway's own is. */
  readonly memoryPlugin?: string;
  readonly pid: number;
  readonly uptimeMs: number;
}

/** The result of `memory.status`: the memory's health, as an agent sees it. */
export interface MemoryStatusResult extends Omit<MemoryHealthAnswer, 'version'> {
  readonly agentId: string;
  readonly provider: string;
  readonly searchMode: 'hybrid' | 'keyword';
  /** The plugin that is the memory of turns in place of this one; absent when this one is. */
  readonly plugin?: string;
}
