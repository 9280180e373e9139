import * as v from 'valibot';

import { expects, text, agentId } from './values.ts';

/** Who answers. */
export const ClawConfig = v.strictObject(
  {
    /** How it calls itself. */
    name: v.optional(text, 'Homarus'),
    /** What it should always heed; stands in its system prompt. */
    instructions: v.optional(text),
    /** The name of an entry of `models`, `openai`, or `offline`. Default: the first entry. */
    model_provider: v.optional(text),
    /** The model's name as its endpoint knows it; goes before the entry's own. */
    model: v.optional(text),
  },
  expects('section'),
);

const patterns = v.optional(v.array(text, expects('list')));

/** One of several agents. */
export const AgentConfig = v.strictObject(
  {
    name: v.optional(text),
    /** What it is and heeds; stands in its system prompt. */
    soul: v.optional(text),
    emoji: v.optional(text),
    avatar: v.optional(text),
    /** `<entry of models>`, or `<entry>/<model>`. Default: what `claw` says. */
    model: v.optional(text),
    /** The folder it works in. Default: `workspaces/<id>` in the data folder. */
    workspace: v.optional(text),
    tools: v.optional(
      v.strictObject(
        {
          profile: v.optional(v.picklist(['minimal', 'coding', 'messaging', 'full'])),
          allow: patterns,
          deny: patterns,
        },
        expects('section'),
      ),
    ),
    exec: v.optional(
      v.strictObject(
        {
          mode: v.optional(v.picklist(['deny', 'allowlist', 'ask', 'full']), 'deny'),
          /** Patterns of commands. */
          allow: v.optional(v.array(text, expects('list')), []),
        },
        expects('section'),
      ),
    ),
  },
  expects('section'),
);

export const AgentsConfig = v.record(agentId, AgentConfig, expects('section'));
