import * as v from 'valibot';

import { text } from './fields.ts';
import { defineMemoryTool } from './memory-tool.ts';
import { dataNotice } from './show.ts';

export const getTool = defineMemoryTool({
  name: 'memory_get',
  title: 'Read one memory',
  description:
    'Read one memory or message in full, by the id or uri that memory_recall shows: its whole text, where it came from, and whether it still holds.',
  input: v.strictObject({ id: text(4096, 'The id, or the ctx:// uri.') }),
  output: v.looseObject({ id: v.string(), type: v.picklist(['memory', 'message']) }),
  annotations: { readOnlyHint: true, idempotentHint: true, destructiveHint: false },
  async run({ input: { id }, deps: { memory, scope }, options }) {
    const named = id.startsWith('ctx://') ? { uri: id } : { id };
    const { ok: _ok, ...found } = await memory.getMemory({ ...scope, ...named }, options);
    return { text: `${dataNotice}\n${JSON.stringify(found, null, 2)}`, details: found };
  },
});
