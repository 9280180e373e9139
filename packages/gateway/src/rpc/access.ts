import type { GatewayScope } from '@homarus/protocol';

/** What a client may, once it is let in. */
export interface Access {
  readonly scopes: readonly GatewayScope[];
  readonly deviceId: string | undefined;
  /** With which the device may connect from now on. */
  readonly deviceToken: { readonly token: string; readonly issuedAt: number } | undefined;
}
