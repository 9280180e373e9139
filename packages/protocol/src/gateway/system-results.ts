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
  readonly pid: number;
  readonly uptimeMs: number;
}
