import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseEntrance } from './entrance.ts';

test('the gateway is where the page is, also below another path', () => {
  for (const [href, base] of [
    ['http://127.0.0.1:18789/', 'http://127.0.0.1:18789/'],
    ['http://127.0.0.1:18789/#/chat/agent:main:main', 'http://127.0.0.1:18789/'],
    ['https://host/agent/index.html', 'https://host/agent/'],
  ] as const) {
    const entrance = parseEntrance(href);
    assert.equal(entrance.base.href, base);
    assert.equal(entrance.isPanelAlone, false);
  }
});

test('the panel alone is two steps below it', () => {
  for (const [href, base] of [
    ['http://127.0.0.1:18789/plugins/memory', 'http://127.0.0.1:18789/'],
    ['https://host/agent/plugins/memory?x=1#/memory/self', 'https://host/agent/'],
  ] as const) {
    const entrance = parseEntrance(href);
    assert.equal(entrance.base.href, base);
    assert.equal(entrance.isPanelAlone, true);
  }
});
