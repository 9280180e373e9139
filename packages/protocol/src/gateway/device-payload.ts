/** What a device signs to prove that it is the one that connects. */
export interface DevicePayload {
  readonly deviceId: string;
  readonly clientId: string;
  readonly clientMode: string;
  readonly role: string;
  readonly scopes: readonly string[];
  readonly signedAtMs: number;
  /** The token that the client sends in `auth.token`; empty without one. */
  readonly token: string | undefined;
  readonly nonce: string;
  readonly platform: string | undefined;
  readonly deviceFamily: string | undefined;
}

/** The text to sign. Version 2, of older clients, leaves out the platform and the device family. */
export function devicePayload(version: 'v3' | 'v2', payload: DevicePayload): string {
  const parts = [
    version,
    payload.deviceId,
    payload.clientId,
    payload.clientMode,
    payload.role,
    payload.scopes.join(','),
    String(payload.signedAtMs),
    payload.token ?? '',
    payload.nonce,
  ];
  if (version === 'v3') parts.push(lowered(payload.platform), lowered(payload.deviceFamily));
  return parts.join('|');
}

/** Only A to Z become small letters, as every client does it. */
function lowered(text: string | undefined): string {
  return (text ?? '').trim().replace(/[A-Z]/gu, (letter) => letter.toLowerCase());
}
