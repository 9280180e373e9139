import type { ConfigGetResult } from '@homarus/protocol';
import type { GatewayClient } from '@homarus/sdk';

import { isTree } from './json-schema.ts';
import type { JsonSchema, Tree } from './json-schema.ts';

/** The configuration as the page edits it. */
export interface ConfigFacts extends Omit<ConfigGetResult, 'parsed' | 'config'> {
  readonly schema: JsonSchema;
  /** What stands in the file. */
  readonly parsed: Tree;
  /** What is in effect, with defaults. */
  readonly config: Tree;
}

export async function readConfig(client: GatewayClient): Promise<ConfigFacts> {
  const [facts, { schema }] = await Promise.all([
    client.call('config.get'),
    client.call('config.schema'),
  ]);
  const { parsed, config } = facts;
  return {
    ...facts,
    parsed: isTree(parsed) ? parsed : {},
    config: isTree(config) ? config : {},
    // The gateway makes it from its own schemas; what is not known of it is edited as JSON.
    schema: schema as JsonSchema,
  };
}
