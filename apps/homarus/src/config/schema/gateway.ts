import * as v from 'valibot';

import { expects, port, positive, host, origin, flag, secret } from './values.ts';

export const GatewayConfig = v.strictObject(
  {
    host: v.optional(host, '127.0.0.1'),
    port: v.optional(port, 18_789),
    auth: v.optional(
      v.strictObject(
        {
          mode: v.optional(v.picklist(['none', 'token', 'password'])),
          token: v.optional(secret),
          password: v.optional(secret),
        },
        expects('section'),
      ),
      {},
    ),
    /** What becomes of a message that comes while a turn of its session runs. */
    queueMode: v.optional(v.picklist(['queue', 'steer', 'replace']), 'queue'),
    /** Of connections. */
    limits: v.optional(
      v.strictObject(
        {
          /** How long a connection may take to say who it is. */
          handshakeTimeoutMs: v.optional(positive, 10_000),
          /** Wrong secrets that an address may show before it has to wait. */
          maxFailures: v.optional(positive, 10),
        },
        expects('section'),
      ),
      {},
    ),
    /** Rules for pages that connect over WebSocket. */
    controlUi: v.optional(
      v.strictObject(
        {
          /** A second port, for the page alone. Default: none. */
          port: v.optional(port),
          /** Origins of pages that others serve; `*` for all. */
          allowedOrigins: v.optional(v.array(origin, expects('list')), []),
          /** A page on this machine may connect with the secret alone. */
          allowInsecureAuth: v.optional(flag, false),
          /** So may every page. */
          dangerouslyDisableDeviceAuth: v.optional(flag, false),
        },
        expects('section'),
      ),
      {},
    ),
  },
  expects('section'),
);
