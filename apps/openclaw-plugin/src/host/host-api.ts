import type {
  MemoryCapability,
  PluginCommand,
  PluginLogger,
  PluginMethodHandler,
  PluginMethodOptions,
  PluginService,
  PluginTool,
} from '@homarus/plugin-api';

/** What a tool may know of the call that it is made for; all of it may be absent. */
export interface HostToolContext {
  readonly agentId?: string;
  readonly sessionKey?: string;
  /** Of the host; OpenClaw alone gives it. */
  readonly config?: unknown;
}

/** The part of a host's API that this plugin uses: what OpenClaw and Homarus have in common. */
export interface HostApi {
  /** `full` when the gateway runs; other modes only want to know what would be registered. */
  readonly registrationMode?: string;
  readonly pluginConfig?: Readonly<Record<string, unknown>>;
  readonly logger: PluginLogger;
  readonly runtime: { readonly state: { resolveStateDir(): string } };
  resolvePath(place: string): string;
  registerTool(
    tool: (context: HostToolContext) => PluginTool | null,
    options: { readonly name: string },
  ): void;
  registerService(service: PluginService): void;
  registerCommand(command: PluginCommand): void;
  registerGatewayMethod(
    name: string,
    handler: PluginMethodHandler,
    options?: PluginMethodOptions,
  ): void;
  registerMemoryCapability(capability: MemoryCapability): void;
  registerContextEngine(id: string, factory: () => object): void;
}
