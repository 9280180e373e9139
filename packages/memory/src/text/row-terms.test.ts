import assert from 'node:assert/strict';
import { test } from 'node:test';

import { engineScope, setupEngine } from '../testing/engine-fixture.ts';

/** On 2026-01-01 at midnight UTC it is still New Year's Eve in the one and long past noon in the other. */
const zones = [
  ['Pacific/Pago_Pago', '@d:2026-01-01'],
  ['Pacific/Kiritimati', '@d:2026-01-02'],
] as const;

for (const [timeZone, tag] of zones) {
  test(`what is stored is found under the day that it means in ${timeZone}`, async () => {
    const { memory, store, clock } = setupEngine({}, { timeZone });
    await memory.ingest(engineScope, [{ role: 'user', content: 'The choir sings tomorrow.' }]);
    await memory.library.create(engineScope, { content: 'The choir sings.', validTo: clock.now() });
    const [message, record] = await store.listSearchEntries(engineScope, { afterSeq: 0, limit: 5 });
    assert.ok(message?.terms.split(' ').includes(tag), message?.terms ?? '');
    const today = timeZone === 'Pacific/Pago_Pago' ? '@d:2025-12-31' : '@d:2026-01-01';
    assert.ok(record?.terms.split(' ').includes(today), record?.terms ?? '');
  });
}
