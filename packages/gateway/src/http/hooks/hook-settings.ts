/** What other programs may start over HTTP. */
export interface HookSettings {
  /** Their own secret, never the gateway's. */
  readonly token: string;
  /** Default 256 KB. */
  readonly maxBodyBytes?: number;
  /** What `POST /hooks/<name>` does. */
  readonly mappings?: readonly HookMapping[];
}

export interface HookMapping {
  /** The last part of the path. */
  readonly name: string;
  /** Default: the default agent. */
  readonly agentId?: string | undefined;
  /** Default: a session of the hook's own, `hook:<name>`. */
  readonly sessionKey?: string | undefined;
  /** `{{a.b.0}}` stands for what the body has there. Default: the whole body as JSON. */
  readonly message?: string | undefined;
}
