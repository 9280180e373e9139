import { test } from 'node:test';

import { runConformance } from '@homarus/base/testing';

import { memoryMirror } from './memory-mirror.ts';
import { mirrorConformance } from './mirror-conformance.ts';

runConformance(mirrorConformance, {
  create: async () => {
    const mirror = memoryMirror();
    return { mirror, edit: async (path, content) => mirror.edit(path, content) };
  },
  test,
});
