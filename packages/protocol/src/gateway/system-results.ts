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

/** The result of `memory.search`; a plugin in the place of memory may leave out what is optional. */
export interface MemorySearchResult {
  readonly agentId: string;
  readonly provider: string;
  /** Best first. */
  readonly results: readonly {
    readonly path: string;
    readonly score: number;
    /** The text, cut to a length. */
    readonly snippet: string;
    /** Unix milliseconds. */
    readonly createdAt?: number;
  }[];
}

/** The result of `diagnostics.lanes`: how busy the queues of turns are. */
export interface LanesResult {
  /** Lanes of a fixed purpose: there are none. */
  readonly lanes: readonly [];
  /** Of all sessions together; null while all are idle. */
  readonly dynamic: {
    readonly laneCount: number;
    readonly activeCount: number;
    readonly queuedCount: number;
    readonly queuedLaneCount: number;
  } | null;
}

export interface GatewayIdentityResult {
  /** SHA-256 of the raw public key, in hex. */
  readonly deviceId: string;
  /** The raw Ed25519 public key, base64url. */
  readonly publicKey: string;
}

/** The result of `users.list`: the persons who have conversations here. */
export interface UsersListResult {
  readonly profiles: readonly {
    readonly id: string;
    readonly displayName: string | null;
    /** Of conversations, Unix milliseconds; 0 without one. */
    readonly createdAt: number;
    readonly updatedAt: number;
  }[];
}
