import type { Clock } from '@homarus/base';
import { chooseProtocol, protocolVersions } from '@homarus/protocol';
import type { ConnectParams } from '@homarus/protocol';

import { checkDeviceIdentity } from '../devices/device-identity.ts';
import type { Devices } from '../devices/devices.ts';
import type { GatewayAuth } from '../http/auth.ts';
import type { Access } from './access.ts';
import { createAttemptLimit } from '../attempt-limit.ts';
import type { AttemptLimitOptions } from '../attempt-limit.ts';
import { secretCheck } from './authenticate.ts';
import { scopesWithoutDevice } from './client-rules.ts';
import type { ControlUiOptions } from './client-rules.ts';
import { deviceAdmission } from './device-admission.ts';
import { checkOrigin } from './origin.ts';
import type { Peer } from './peer.ts';
import { refusal } from './read-frame.ts';
import { secretError } from './secret-error.ts';

export interface AdmissionOptions {
  readonly auth: GatewayAuth;
  readonly controlUi: ControlUiOptions;
  readonly attempts: AttemptLimitOptions;
}

export interface Admitted extends Access {
  readonly protocol: number;
  readonly role: 'operator' | 'node';
}

/** Decides about `connect`. Rejects with an `AppError` whose `details.code` is a `ConnectDetailCode`. */
export type Admit = (params: ConnectParams, peer: Peer, nonce: string) => Promise<Admitted>;

export interface AdmissionDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly devices: Devices;
}

export function createAdmission(
  { clock, devices }: AdmissionDeps,
  { auth, controlUi, attempts: attemptOptions }: AdmissionOptions,
): Admit {
  const checkSecret = secretCheck(auth);
  const attempts = createAttemptLimit(clock, attemptOptions);
  const { withSecret, withToken } = deviceAdmission({ devices, controlUi });
  const origins = (controlUi.allowedOrigins ?? []).map((origin) => origin.toLowerCase());

  const decide = async (params: ConnectParams, peer: Peer): Promise<Access> => {
    const verdict = checkSecret(params.auth);
    if (verdict === 'right' || auth.mode === 'none') {
      if (params.device !== undefined)
        return withSecret({ ...params, device: params.device }, peer);
      const scopes = scopesWithoutDevice(params, { peer, authMode: auth.mode, controlUi });
      return { scopes, deviceId: undefined, deviceToken: undefined };
    }
    const access = params.device && (await withToken({ ...params, device: params.device }, peer));
    if (access !== undefined) return access;
    attempts.fail(peer.address);
    throw secretError(params, auth.mode, verdict);
  };

  return async (params, peer, nonce) => {
    const { role, device } = params;
    const protocol = requireProtocol(params);
    checkOrigin(peer, origins);
    attempts.check(peer.address);
    if (device !== undefined) {
      checkDeviceIdentity({ ...params, device }, { nonce, now: clock.now() });
    }
    return { ...(await decide(params, peer)), protocol, role };
  };
}

function requireProtocol({ minProtocol, maxProtocol }: ConnectParams): number {
  const protocol = chooseProtocol({ minProtocol, maxProtocol });
  if (protocol !== undefined) return protocol;
  throw refusal('PROTOCOL_MISMATCH', 'protocol mismatch', {
    expectedProtocol: protocolVersions[0],
    clientMinProtocol: minProtocol,
    clientMaxProtocol: maxProtocol,
  });
}
