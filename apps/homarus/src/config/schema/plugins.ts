import * as v from 'valibot';

import { expects, text, positive, flag } from './values.ts';

const PluginId = v.pipe(v.string(expects('text')), v.regex(/^[\w@./-]{1,128}$/u, expects('text')));

/** What is added to the gateway from outside. */
export const PluginsConfig = v.strictObject(
  {
    enabled: v.optional(flag, true),
    /** Where they are installed. Default: `plugins` in the data folder. */
    dir: v.optional(text),
    /** Only these, when there are any. */
    allow: v.optional(v.array(PluginId, expects('list')), []),
    deny: v.optional(v.array(PluginId, expects('list')), []),
    entries: v.optional(
      v.record(
        PluginId,
        v.strictObject(
          {
            enabled: v.optional(flag),
            /** What its manifest says. */
            config: v.optional(v.record(v.string(), v.unknown(), expects('section'))),
            hooks: v.optional(
              v.strictObject(
                {
                  /** It may see what people say. */
                  allowConversationAccess: v.optional(flag),
                  /** How long one handler may take. Default 5,000. */
                  timeoutMs: v.optional(positive),
                },
                expects('section'),
              ),
            ),
          },
          expects('section'),
        ),
        expects('section'),
      ),
      {},
    ),
    /** Who has a place that only one can have; `none` for the gateway's own part. */
    slots: v.optional(
      v.strictObject(
        {
          memory: v.optional(PluginId),
          contextEngine: v.optional(PluginId),
          compaction: v.optional(PluginId),
        },
        expects('section'),
      ),
      {},
    ),
    load: v.optional(
      v.strictObject(
        {
          /** Folders of plugins, or with plugins in them. */
          paths: v.optional(v.array(text, expects('list')), []),
        },
        expects('section'),
      ),
      {},
    ),
  },
  expects('section'),
);
