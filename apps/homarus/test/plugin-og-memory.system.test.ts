import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

import { startScriptedServer } from '@homarus/models/testing';
import type { ScriptedServer } from '@homarus/models/testing';

import { spawnHomarus, startHomarus, temporaryHome } from './support/homarus-process.ts';
import type { RunningHomarus } from './support/homarus-process.ts';
import { postJson, respond, searchMemory } from './support/http.ts';
import { startMemory } from './support/memory-process.ts';

// Our own plugin for OpenClaw, as it is published: built, packed, installed, in both slots of a gateway,
// over a memory server in another process.

const id = 'og-memory-context-engine';
const pluginFolder = path.resolve(import.meta.dirname, '../../openclaw-plugin');

/** Builds and packs the plugin as a release does; answers the tarball. */
function packPlugin(folder: string): string {
  const built = path.join(folder, 'built');
  const build = path.join(pluginFolder, 'scripts/build.ts');
  const steps = [
    [process.execPath, [build, built]],
    ['npm', ['pack', built, '--pack-destination', folder, '--loglevel=error']],
  ] as const;
  const [, packed] = steps.map(([command, args]) => {
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout.trim();
  });
  const code = readFileSync(path.join(built, 'index.js'), 'utf8');
  const imported = Array.from(code.matchAll(/^import .*? from "([^"]+)"/gmu), ([, name]) => name);
  assert.ok(imported.length > 0 && imported.every((name) => name?.startsWith('node:')));
  return path.join(folder, packed ?? '');
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isSo())) {
    assert.ok(Date.now() < deadline, `not within 20 s: ${what}`);
    await setTimeout(50);
  }
}

async function say(homarus: RunningHomarus, session: string, input: string): Promise<string> {
  return respond(
    homarus.gatewayUrl,
    { input },
    { 'x-openclaw-session-key': `agent:main:${session}` },
  );
}

/** What the model was shown for a turn; it is asked to learn from turns, too, without tools. */
function askedWith({ requests }: ScriptedServer, words: string): string {
  const texts = requests.map(({ body }) => JSON.stringify(body));
  return texts.findLast((text) => text.includes(words) && text.includes('"tools"')) ?? '';
}

/** How often the person said exactly this, by what the memory server has. */
async function timesStored(url: string, text: string): Promise<number> {
  const hits = await searchMemory(url, text, { categories: ['full_context_user'] });
  return hits.filter((hit) => hit.text === text).length;
}

async function install(home: string): Promise<void> {
  const spec = packPlugin(home);
  const args = ['plugins', 'install', spec];
  // npm finds its own settings there.
  const installed = await spawnHomarus({ home, args, env: { HOME: homedir() } }).ended;
  assert.equal(installed.code, 0, installed.stderr);
  assert.match(installed.stdout, new RegExp(`Installed ${id} `, 'u'));
}

function configure(home: string, memoryApiBaseUrl: string, endpoint: string): void {
  const model = { type: 'remote', endpoint, model: 'm', auth: 'none', contextTokens: 8000 };
  const plugins = {
    slots: { memory: id, contextEngine: id },
    entries: { [id]: { config: { memoryApiBaseUrl } } },
  };
  writeFileSync(
    path.join(home, 'config.yaml'),
    JSON.stringify({ plugins, models: [{ name: 'small', ...model }] }),
  );
}

test('the packed plugin takes both slots of a gateway, recalls, compacts, and outlives its server', async () => {
  using home = temporaryHome();
  using memoryHome = temporaryHome();
  await install(home.path);
  const first = await startMemory(memoryHome.path);
  const { url } = first;
  const port = new URL(url).port;
  await using model = await startScriptedServer();
  model.setDefault({ text: 'Fine.' });
  configure(home.path, url, model.url);
  const env = { HOME: home.path };
  const health = async (homarus: RunningHomarus) =>
    (await (await fetch(`${homarus.gatewayUrl}/health`)).json()) as { readonly plugins: unknown };
  await using homarus = await startHomarus({ home: home.path, env });

  // Only the other server knows this.
  await postJson(`${url}/api/v1/memories`, { content: 'The user keeps the spare key with Ines' });
  await say(homarus, 'a', 'I am allergic to peanuts.');
  await until(
    'the turn is stored',
    async () => (await timesStored(url, 'I am allergic to peanuts.')) === 1,
  );
  await say(homarus, 'b', 'Who keeps the spare key, and what am I allergic to?');
  const asked = askedWith(model, 'Who keeps');
  assert.match(asked, /spare key with Ines/u);
  assert.match(asked, /allergic to peanuts/u);
  assert.match(asked, /memory_search/u);
  assert.deepEqual((await health(homarus)).plugins, [{ id, status: 'ready' }]);

  await first.stop('SIGTERM');
  const whileDown = ['The bicycle is green.', 'The suitcase is blue.'];
  for (const text of whileDown) assert.equal(await say(homarus, 'a', text), 'Fine.');
  await using _again = await startMemory(memoryHome.path, {}, port);
  for (const text of whileDown) {
    await until(`stored: ${text}`, async () => (await timesStored(url, text)) === 1);
  }
  await say(homarus, 'c', 'Which colour is the bicycle?');
  assert.match(askedWith(model, 'Which colour'), /The bicycle is green/u);
  assert.equal(await timesStored(url, 'I am allergic to peanuts.'), 1);
  assert.equal(await timesStored(homarus.memoryUrl, 'I am allergic to peanuts.'), 0, 'one memory');

  // Far more than the model takes in: the engine makes room, and every word of it is still there.
  const filler = 'and so on '.repeat(250);
  const told = Array.from({ length: 8 }, (_, index) => `Box ${index} is in room ${index + 20}.`);
  for (const text of told) await say(homarus, 'd', `${text} ${filler}`);
  await say(homarus, 'd', 'In which room is box 1?');
  const compacted = askedWith(model, 'In which room');
  const [system, ...window] = (JSON.parse(compacted) as { readonly messages: readonly unknown[] })
    .messages;
  assert.match(JSON.stringify(system), /said earlier in this conversation/u);
  assert.match(JSON.stringify(system), /Box 1 is in room 21/u);
  assert.doesNotMatch(JSON.stringify(window), /Box [01] is in room/u);
  const stored = await searchMemory(url, 'box room', { categories: ['full_context_user'] });
  for (const text of told)
    assert.ok(
      stored.some((hit) => hit.text.startsWith(text)),
      text,
    );
  assert.deepEqual((await health(homarus)).plugins, [{ id, status: 'ready' }]);
});
