import type { CompactionProvider } from './compaction-provider.ts';
import type { ContextEngineFactory } from './context-engine.ts';
import type { EmbeddingProvider } from './embedding-provider.ts';
import type { HookHandler, HookName, HookOptions } from './hooks.ts';
import type {
  MemoryCapability,
  MemoryPromptBuilder,
  PluginCommand,
  PluginHttpRoute,
  PluginLogger,
  PluginMethodHandler,
  PluginMethodOptions,
  PluginModelProvider,
  PluginService,
} from './registrations.ts';
import type { PluginTool, PluginToolFactory, PluginToolOptions } from './tool.ts';

/** What a command registrar is given; `program` is a Command of the package `commander`. */
export interface PluginCliContext {
  readonly program: unknown;
  readonly config: Readonly<Record<string, unknown>>;
  readonly logger: PluginLogger;
}

/** The part of OpenClaw's runtime that this host has. */
export interface PluginRuntime {
  readonly version: string;
  readonly state: { resolveStateDir(): string };
  readonly config: {
    loadConfig(): Readonly<Record<string, unknown>>;
    current(): Readonly<Record<string, unknown>>;
  };
  readonly logging: { getChildLogger(): PluginLogger };
}

/**
 * What a plugin sees of the host, while `register` runs and after. What is not named here, and a plugin
 * calls all the same, does nothing and is noted in the log. Registering after `register` has returned
 * is refused.
 */
export interface PluginApi {
  readonly id: string;
  readonly name: string;
  readonly version: string | undefined;
  /** The file that was loaded. */
  readonly source: string;
  readonly rootDir: string;
  /** Also where only a command of the plugin runs: then no service starts. */
  readonly registrationMode: 'full';
  /** The host's configuration as far as plugins may see it: `plugins.slots`, `plugins.entries.<own id>`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** `plugins.entries.<id>.config`, which fits the manifest's schema. */
  readonly pluginConfig: Readonly<Record<string, unknown>>;
  readonly logger: PluginLogger;
  readonly runtime: PluginRuntime;
  /** Absolute; `~` is the person's home folder, other relative paths start at the plugin. */
  resolvePath(place: string): string;
  registerTool(tool: PluginTool | PluginToolFactory, options?: PluginToolOptions): void;
  on<N extends HookName>(name: N, handler: HookHandler<N>, options?: HookOptions): void;
  registerHook<N extends HookName>(
    names: N | readonly N[],
    handler: HookHandler<N>,
    options?: HookOptions,
  ): void;
  registerHttpRoute(route: PluginHttpRoute): void;
  /** Called as `<id>.<name>`; a name that begins with the id is taken as it is. */
  registerGatewayMethod(
    name: string,
    handler: PluginMethodHandler,
    options?: PluginMethodOptions,
  ): void;
  registerService(service: PluginService): void;
  registerCommand(command: PluginCommand): void;
  registerCli(
    registrar: (context: PluginCliContext) => unknown,
    options?: { readonly commands?: readonly string[] },
  ): void;
  registerMemoryCapability(capability: MemoryCapability): void;
  registerMemoryPromptSupplement(builder: MemoryPromptBuilder): void;
  /** Used when the plugin has the slot `contextEngine`. */
  registerContextEngine(id: string, factory: ContextEngineFactory): void;
  registerProvider(provider: PluginModelProvider): void;
  /** Used when the provider, or the plugin, has the slot `compaction`. */
  registerCompactionProvider(provider: CompactionProvider): void;
  /** Used when `memory.embedding.plugin` names the provider. */
  registerEmbeddingProvider(provider: EmbeddingProvider): void;
  /** Does nothing, and is noted in the log: this host has no channels. */
  registerChannel(channel: object): void;
}

/** Synchronous; opens nothing outside of a service's `start`. */
export type PluginRegister = (api: PluginApi) => void;

/** What a plugin's module exports by default: this, or its `register` alone. */
export interface PluginEntry {
  readonly id?: string;
  readonly name?: string;
  readonly description?: string;
  readonly register: PluginRegister;
}
