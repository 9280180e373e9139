import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';

import { temporaryWorkspace } from '../testing/temporary-workspace.ts';
import { saveInWorkspace } from './save-in-workspace.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

test('namesakes that come at once all stay, under names that say so', async () => {
  using temporary = temporaryWorkspace();
  const { workspace } = temporary;
  const save = saveInWorkspace(() => workspace);
  const saved = await Promise.all(
    ['one', 'two', 'three'].map((words) =>
      save({ agentId: 'main', name: '旅行 计划.docx', bytes: text(words) }),
    ),
  );
  assert.deepEqual(saved.toSorted(), [
    'attachments/旅行 计划-2.docx',
    'attachments/旅行 计划-3.docx',
    'attachments/旅行 计划.docx',
  ]);
  const read = saved.map(async (place) => {
    const { bytes } = await workspace.read(place, { maxBytes: 100 });
    return bytes.toString();
  });
  assert.deepEqual(await Promise.all(read), ['one', 'two', 'three']);
  assert.equal((await workspace.list('attachments')).length, 3, 'no draft stays behind');
});

test('a folder that is a link out of the workspace takes nothing', async () => {
  using temporary = temporaryWorkspace();
  using elsewhere = temporaryWorkspace();
  mkdirSync(path.join(elsewhere.root, 'taken'));
  symlinkSync(path.join(elsewhere.root, 'taken'), path.join(temporary.root, 'attachments'));
  const save = saveInWorkspace(() => temporary.workspace);
  await assert.rejects(save({ agentId: 'main', name: 'a.txt', bytes: text('one') }), (error) =>
    hasCode(error, 'forbidden'),
  );
  assert.deepEqual(await elsewhere.workspace.list('taken'), []);
});
