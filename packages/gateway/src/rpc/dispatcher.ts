import { AppError, toAppError } from '@homarus/base';
import type { Clock, Logger } from '@homarus/base';
import { hasScope } from '@homarus/protocol';
import type { RequestFrame, ResponseFrame } from '@homarus/protocol';

import { toErrorShape } from './error-shape.ts';
import { createIdempotency } from './idempotency.ts';
import type { Caller, GatewayMethod, MethodCall } from './method.ts';

export interface DispatcherDeps {
  readonly methods: readonly GatewayMethod[];
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
}

/** One call of a connection. */
export interface IncomingCall extends Omit<MethodCall, 'acknowledge'> {
  /** Sends an answer: one, or two when the method acknowledges. */
  readonly answer: (frame: ResponseFrame) => void;
}

/** Finds the method of a request, checks what its caller may, and answers. */
export interface Dispatcher {
  /** Their names, sorted. */
  readonly methods: readonly string[];
  /** Resolves when the last answer has been sent. Never rejects. */
  dispatch(request: RequestFrame, call: IncomingCall): Promise<void>;
}

export function createDispatcher({ methods, clock, log }: DispatcherDeps): Dispatcher {
  const byName = new Map(methods.map((method) => [method.name, method] as const));
  const twice = methods.find((method) => byName.get(method.name) !== method);
  if (twice !== undefined) throw new Error(`Two methods are named ${twice.name}.`);
  const idempotency = createIdempotency(clock);

  const invoke = async (
    method: GatewayMethod,
    params: unknown,
    call: MethodCall,
  ): Promise<unknown> => {
    const key = isReading(method) ? undefined : idempotencyKeyOf(params);
    if (key === undefined) return method.invoke(params, call);
    return idempotency.run(
      JSON.stringify([call.caller.userId, method.name, key]),
      call.acknowledge,
      // Another connection may wait for the same call, so it goes on when this one is gone.
      (acknowledge) => method.invoke(params, { ...call, acknowledge, signal: neverAborts }),
    );
  };

  return {
    methods: [...byName.keys()].toSorted(),
    async dispatch({ id, method: name, params }, { answer, ...call }) {
      const method = byName.get(name);
      try {
        if (method === undefined) throw unknownMethod(name);
        checkScope(method, call.caller);
        const acknowledge = (payload: unknown): void => answer(success(id, payload));
        answer(success(id, await invoke(method, params, { ...call, acknowledge })));
      } catch (cause) {
        const error = toAppError(cause);
        if (error.code === 'internal') log.error('A method failed', { method: name, error: cause });
        const payload = method?.failurePayload?.(error);
        const failure = { type: 'res', id, ok: false, error: toErrorShape(error) } as const;
        answer(payload === undefined ? failure : { ...failure, payload });
      }
    },
  };
}

const neverAborts = new AbortController().signal;

function success(id: string, payload: unknown): ResponseFrame {
  return { type: 'res', id, ok: true, payload };
}

/** What only reads may be done twice, and its answers are too large to be remembered. */
function isReading({ scope }: GatewayMethod): boolean {
  return scope === 'operator.read' || scope === 'none';
}

const maxKeyChars = 256;

function idempotencyKeyOf(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null || !('idempotencyKey' in params))
    return undefined;
  const { idempotencyKey } = params;
  if (typeof idempotencyKey !== 'string' || idempotencyKey === '') return undefined;
  if (idempotencyKey.length <= maxKeyChars) return idempotencyKey;
  throw new AppError(
    'invalid_request',
    `idempotencyKey: expected at most ${maxKeyChars} characters.`,
    { details: { path: 'idempotencyKey' } },
  );
}

/** Clients of OpenClaw compare the whole text. */
function unknownMethod(name: string): AppError {
  return new AppError('invalid_request', `unknown method: ${name}`, {
    details: { code: 'UNKNOWN_METHOD', method: name },
  });
}

function checkScope({ scope }: GatewayMethod, { role, scopes }: Caller): void {
  if (scope === 'none' || (role === 'operator' && hasScope(scopes, scope))) return;
  throw new AppError('forbidden', `missing scope: ${scope}`, {
    details: { code: 'MISSING_SCOPE', missingScope: scope, requiredScopes: [scope] },
  });
}
