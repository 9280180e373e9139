/** What `details.code` says when `connect` is refused. */
export const connectDetailCodes = [
  'AUTH_TOKEN_MISSING',
  'AUTH_TOKEN_MISMATCH',
  'AUTH_PASSWORD_MISSING',
  'AUTH_PASSWORD_MISMATCH',
  'AUTH_DEVICE_TOKEN_MISMATCH',
  'AUTH_RATE_LIMITED',
  'CONTROL_UI_ORIGIN_NOT_ALLOWED',
  'CONTROL_UI_DEVICE_IDENTITY_REQUIRED',
  'DEVICE_IDENTITY_REQUIRED',
  'DEVICE_AUTH_DEVICE_ID_MISMATCH',
  'DEVICE_AUTH_SIGNATURE_EXPIRED',
  'DEVICE_AUTH_NONCE_REQUIRED',
  'DEVICE_AUTH_NONCE_MISMATCH',
  'DEVICE_AUTH_SIGNATURE_INVALID',
  'DEVICE_AUTH_PUBLIC_KEY_INVALID',
  'PAIRING_REQUIRED',
  'PROTOCOL_MISMATCH',
  'INVALID_CONNECT_PARAMS',
  'NOT_CONNECTED',
] as const;

export type ConnectDetailCode = (typeof connectDetailCodes)[number];

/** What `details.code` says when a call is refused before its method sees it. */
export const callDetailCodes = [
  'INVALID_FRAME',
  'UNKNOWN_METHOD',
  'MISSING_SCOPE',
  'ALREADY_CONNECTED',
  'DUPLICATE_ID',
  'TOO_MANY_CALLS',
] as const;

export type CallDetailCode = (typeof callDetailCodes)[number];
