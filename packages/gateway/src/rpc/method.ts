import type { AppError } from '@homarus/base';
import { parseInput } from '@homarus/protocol';
import type { GatewayScope } from '@homarus/protocol';
import type * as v from 'valibot';

/** Who calls: one authenticated connection. */
export interface Caller {
  /** `conn_...`, unique in this process. */
  readonly connId: string;
  readonly role: 'operator' | 'node';
  readonly scopes: readonly GatewayScope[];
  /** The person whose memory and sessions the calls use. */
  readonly userId: string;
  readonly client: {
    readonly id: string;
    readonly mode: string;
    readonly version: string;
    readonly platform: string;
    readonly displayName: string | undefined;
  };
  /** Of a paired device. */
  readonly deviceId: string | undefined;
}

/** One call, beside its parameters. */
export interface MethodCall {
  readonly caller: Caller;
  /** Aborts when the connection is gone. A turn that was started goes on without it. */
  readonly signal: AbortSignal;
  /**
   * Sends an answer now; what the method resolves to follows on the same id as a second one. At most
   * once in a call.
   */
  readonly acknowledge: (payload: unknown) => void;
  /** Which events of sessions this connection wants; kept until it closes. */
  readonly subscriptions: Subscriptions;
}

/** What one connection listens to beyond what everybody hears. */
export interface Subscriptions {
  /** `sessions.changed`. */
  hasSessionList: boolean;
  /** Keys of the sessions whose `session.message` and `session.tool` it wants. */
  readonly sessionKeys: Set<string>;
}

/** A method as the dispatcher sees it. */
export interface GatewayMethod {
  /** `chat.send`. */
  readonly name: string;
  /** What the caller needs; `none` for what every authenticated connection may ask. */
  readonly scope: GatewayScope | 'none';
  /** What the caller's parameters must be; also shown in the documentation. */
  readonly params: v.GenericSchema;
  /** Checks the parameters and answers the payload: JSON. Rejects with an `AppError`. */
  readonly invoke: (params: unknown, call: MethodCall) => Promise<unknown>;
  /** What the answer to a failed call carries beside its error. Default: nothing. */
  readonly failurePayload: ((error: AppError) => unknown) | undefined;
}

export interface MethodDefinition<S extends v.GenericSchema> {
  readonly name: string;
  readonly scope: GatewayScope | 'none';
  /** Of an object; absent parameters are `{}`. Fields that it does not name are ignored. */
  readonly params: S;
  readonly handle: (params: v.InferOutput<S>, call: MethodCall) => unknown;
  readonly failurePayload?: (error: AppError) => unknown;
}

/** Makes a method from a schema and a function: parameters that do not fit never reach `handle`. */
export function defineMethod<const S extends v.GenericSchema>(
  definition: MethodDefinition<S>,
): GatewayMethod {
  const { name, scope, params, handle, failurePayload } = definition;
  return {
    name,
    scope,
    params,
    failurePayload,
    invoke: async (value, call) => handle(parseInput(params, value ?? {}), call),
  };
}
