import { test } from 'node:test';

import { runConformance } from '@homarus/base/testing';
import { memoryAccessConformance } from '@homarus/memory/testing';

import { startMemoryPlace } from './testing/memory-place.ts';

runConformance(memoryAccessConformance, {
  create: async () => {
    const place = await startMemoryPlace();
    const memory = await place.open();
    const stack = new AsyncDisposableStack();
    stack.use(place);
    stack.use(memory);
    return { ...memory, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  },
  test,
});
