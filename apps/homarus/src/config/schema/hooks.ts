import * as v from 'valibot';

import { expects, text, id, agentId, count, secret } from './values.ts';

/** What other programs may start at `/hooks`. */
export const HooksConfig = v.strictObject(
  {
    /** Their own secret, another one than the gateway's. */
    token: secret,
    max_body_bytes: v.optional(count, 262_144),
    mappings: v.optional(
      v.array(
        v.strictObject(
          {
            /** `POST /hooks/<name>`. */
            name: id,
            agent_id: v.optional(agentId),
            /** Default: `hook:<name>`. */
            session_key: v.optional(text),
            /** `{{a.b.0}}` stands for what the body has there. Default: the whole body. */
            message: v.optional(text),
          },
          expects('section'),
        ),
        expects('list'),
      ),
      [],
    ),
  },
  expects('section'),
);
