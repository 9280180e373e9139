import { AppError, toAppError } from '@homarus/base';
import { ConnectParams, parseInput, parseJson, RequestFrame } from '@homarus/protocol';
import type { CallDetailCode, ConnectDetailCode } from '@homarus/protocol';

/** A call, or why a frame is none; `id` is the frame's when it has one. */
export type IncomingFrame =
  | { readonly request: RequestFrame }
  | { readonly error: AppError; readonly id: string | undefined };

/** Reads what a client sent. Never throws. */
export function readFrame(text: string): IncomingFrame {
  let value: unknown;
  try {
    value = parseJson(text);
    return { request: parseInput(RequestFrame, value) };
  } catch (cause) {
    const { message, details } = toAppError(cause);
    const error = new AppError('invalid_request', `invalid request frame: ${message}`, {
      details: { ...details, code: 'INVALID_FRAME' },
    });
    return { error, id: idOf(value) };
  }
}

function idOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  const { id } = value;
  return typeof id === 'string' && id !== '' && id.length <= 256 ? id : undefined;
}

/** The parameters of the first call, which has to be `connect`. */
export function readConnect({ method, params }: RequestFrame): ConnectParams {
  if (method !== 'connect') {
    throw refusal('NOT_CONNECTED', 'invalid handshake: first request must be connect');
  }
  try {
    return parseInput(ConnectParams, params ?? {});
  } catch (cause) {
    const { message, details } = toAppError(cause);
    throw refusal('INVALID_CONNECT_PARAMS', `invalid connect params: ${message}`, details);
  }
}

/** The error for a frame that is not what may come now. */
export function refusal(
  code: ConnectDetailCode | CallDetailCode,
  message: string,
  details: AppError['details'] = {},
): AppError {
  return new AppError('invalid_request', message, { details: { ...details, code } });
}
