import path from 'node:path';

import type { AgentSettings, HookSettings, ModelChoice } from '@homarus/gateway';
import type { PluginSettings } from '@homarus/plugins';

/** The endpoint and model that answer; undefined in {@link Config.model} means offline. */
export interface ModelConfig {
  /** The entry's name, for people. */
  readonly provider: string;
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey: string | undefined;
  /** What is known of the model. */
  readonly facts: ModelFacts;
}

export type ModelFacts = Pick<ModelChoice, 'contextTokens' | 'canSee' | 'canReason' | 'cost'>;

/** An endpoint that may serve embedding models. */
export interface EmbeddingEndpoint {
  readonly provider: string;
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
}

/** What embeds; undefined in {@link Config.embedding} means words alone. */
export type EmbeddingConfig = EmbeddingModelConfig &
  (
    | (EmbeddingEndpoint & { readonly plugin?: undefined })
    /** The id of an embedding provider of a plugin. */
    | { readonly plugin: string }
  );

interface EmbeddingModelConfig {
  readonly model: string;
  /** The length of vectors to ask for; undefined: the model's own. */
  readonly dimensions: number | undefined;
  /** All that are known, for vectors that an earlier configuration made. */
  readonly endpoints: readonly EmbeddingEndpoint[];
}

export interface DoorConfig {
  readonly host: string;
  /** 0: the system chooses a free one. */
  readonly port: number;
  /** What a caller must show; undefined: nothing, on loopback only. */
  readonly secret: string | undefined;
}

export interface LogConfig {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly format: 'text' | 'json';
}

/** What keeps everything: the file in the data folder, or a server. */
export type DatabaseConfig =
  | { readonly provider: 'sqlite' }
  | {
      readonly provider: 'postgres' | 'opengauss';
      readonly connectionString: string;
      readonly maxConnections: number;
      readonly nearestIndex: boolean;
    };

/** A memory service elsewhere. */
export interface RemoteMemory {
  readonly url: string;
  readonly apiKey: string | undefined;
}

/** What the parts are given: checked, complete and frozen. Paths are absolute. */
export interface Config {
  /** State that is not memory: logs, what runs. */
  readonly home: string;
  /** The configuration file, when there is one. */
  readonly file: string | undefined;
  /** In which dates are meant and days begin: IANA name or offset. */
  readonly timeZone: string;
  readonly gateway: DoorConfig & {
    /** What other programs may start over HTTP; undefined: nothing. */
    readonly hooks: HookSettings | undefined;
    /** What the secret is; `none` without one. */
    readonly authMode: 'none' | 'token' | 'password';
    readonly queueMode: 'queue' | 'steer' | 'replace';
    readonly limits: { readonly handshakeTimeoutMs: number; readonly maxFailures: number };
    readonly controlUi: {
      /** A second port, for the page alone; undefined: none. */
      readonly port?: number | undefined;
      readonly allowedOrigins: readonly string[];
      readonly allowInsecureAuth: boolean;
      readonly dangerouslyDisableDeviceAuth: boolean;
    };
  };
  readonly memory: DoorConfig & {
    /** Whose memory the gateway uses; undefined: the one in its own process. */
    readonly remote: RemoteMemory | undefined;
    readonly rateLimit: { readonly perMinute: number; readonly burst: number };
    readonly dataDir: string;
    /** The folder of the Markdown tree; undefined: there is none. */
    readonly mirrorDir: string | undefined;
    /** Which tabs the memory panel has, beside the one about the person. */
    readonly tabs: { readonly full: boolean; readonly self: boolean };
    readonly review: { readonly cron: string; readonly timeZone: string };
  };
  /** Who a caller is that does not say so. */
  readonly identity: {
    readonly accountId: string;
    readonly userId: string;
    readonly agentId: string;
  };
  /** The first is the default. */
  readonly agents: readonly AgentSettings[];
  /** What commands of agents see of the environment. No secrets. */
  readonly execEnvironment: Readonly<Record<string, string>>;
  readonly model: ModelConfig | undefined;
  /** All entries that name a model, for agents and sessions to choose from. */
  readonly models: readonly ModelConfig[];
  readonly embedding: EmbeddingConfig | undefined;
  readonly database: DatabaseConfig;
  readonly plugins: PluginSettings;
  readonly log: LogConfig;
}

/** Where the log file is. */
export function logFileOf(config: Config): string {
  return path.join(config.home, 'logs', 'homarus.log');
}

/** The one database file of the provider `sqlite`. */
export function databaseFileOf(config: Config): string {
  return path.join(config.memory.dataDir, 'homarus.db');
}
