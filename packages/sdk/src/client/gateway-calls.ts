import type { GatewayMethodName, GatewayMethods } from '@homarus/protocol';

import type { CallOptions } from './caller.ts';

/** Parameters may be left out where all of them may. */
type CallArguments<Params> = undefined extends Params
  ? OptionalArguments<Params>
  : Partial<Params> extends Params
    ? OptionalArguments<Params>
    : readonly [params: Params, options?: CallOptions];

type OptionalArguments<Params> = readonly [params?: Params, options?: CallOptions];

/** The methods of a gateway. */
export interface GatewayCalls {
  /**
   * Calls a method. While the client connects, the call waits. Rejects with the gateway's `AppError`
   * (`details.code` says most exactly what happened), `timeout`, `aborted`, or `unavailable` when the
   * connection is lost; a call with an `idempotencyKey` is then repeated on the next connection.
   */
  call<M extends GatewayMethodName>(
    method: M,
    ...given: CallArguments<GatewayMethods[M]['params']>
  ): Promise<GatewayMethods[M]['result']>;
  /** The same for a method whose shapes are not known here, such as that of a plugin. */
  callUntyped(method: string, params?: unknown, options?: CallOptions): Promise<unknown>;
}
