import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import { recordingLogger } from '@homarus/base/testing';

import { openPlugins } from './host.ts';
import { openWritten, writePlugins } from './testing/index.ts';

const tool = (name: string): string =>
  `{ name: '${name}', description: 'x', parameters: { type: 'object' }, execute: () => ({ content: [] }) }`;

test('a plugin is found, given its configuration, and may register', async () => {
  const schema = { type: 'object', properties: { word: { type: 'string' } } };
  await using opened = await openWritten(
    [
      {
        id: 'parrot',
        manifest: { kind: 'memory', configSchema: schema, contracts: { tools: ['say'] } },
        module: `import { definePluginEntry } from "openclaw/plugin-sdk/plugin-entry";
          import { emptyPluginConfigSchema } from "openclaw/plugin-sdk/core";
          export default definePluginEntry({ id: 'parrot', name: 'Parrot', register(api) {
            if (emptyPluginConfigSchema().type !== 'object') throw new Error('no schema');
            api.registerTool(${tool('say')});
            api.registerTool(${tool('unlisted')});
            api.registerHttpRoute({ path: '/hello', auth: 'plugin', handler() {} });
            api.registerGatewayMethod(api.pluginConfig.word, () => 1);
            api.registerChannel({});
            api.registerSomethingNew({});
            if (typeof api.absent !== 'undefined') throw new Error('not absent');
          } });`,
      },
    ],
    { entries: { parrot: { config: { word: 'hi' } } }, slots: { contextEngine: 'legacy' } },
  );
  const [report] = opened.host.list();
  assert.deepEqual(report?.offers.tools, ['say']);
  assert.deepEqual(report.offers.routes, ['/plugins/parrot/hello']);
  assert.deepEqual(report.offers.methods, ['parrot.hi']);
  assert.deepEqual(report.offers.unused, ['registerChannel']);
  assert.deepEqual(report.kinds, ['memory']);
  assert.equal(report.status, 'degraded', 'a tool that the manifest does not name is left out');
  assert.match(report.error ?? '', /unlisted/u);
});

test('what the host does not offer is a call that does nothing, noted once', async () => {
  const log = recordingLogger();
  await using opened = await openWritten(
    [
      {
        id: 'curious',
        register: 'api.registerWebSearch({}); api.registerWebSearch({}); api.onSomething(() => 1);',
      },
    ],
    {},
    { log },
  );
  assert.deepEqual(opened.host.health(), [{ id: 'curious', status: 'ready' }]);
  const noted = log.lines.filter(({ message }) => message.startsWith('This host has no api.'));
  assert.equal(noted.length, 2);
});

test('ids that no plugin has are errors with the nearest that is known', async () => {
  using written = writePlugins([{ id: 'parrot' }], {
    entries: { parot: {} },
    slots: { memory: 'elephant' },
  });
  await assert.rejects(
    openPlugins(
      { log: recordingLogger(), clock: { now: () => 0, sleep: () => Promise.resolve() } },
      written.settings,
      { version: '1' },
    ),
    (error) =>
      hasCode(error, 'invalid_request') &&
      /plugins\.entries\.parot.*Did you mean 'parrot'.*plugins\.slots\.memory/su.test(
        error.message,
      ),
  );
});

test('a slot that names neither a plugin nor an engine is an error', async () => {
  const register = `api.registerContextEngine('clever', () => ({ info: { id: 'clever' } }));`;
  await assert.rejects(
    openWritten([{ id: 'brain', register }], { slots: { contextEngine: 'cleverer' } }),
    (error) => hasCode(error, 'invalid_request') && /Did you mean 'clever'/u.test(error.message),
  );
  await using byEngine = await openWritten([{ id: 'brain', register }], {
    slots: { contextEngine: 'clever' },
  });
  assert.equal(byEngine.host.contextEngine()?.plugin.id, 'brain');
});

test('the slot of compaction names a plugin, or its compaction provider', async () => {
  const register = `api.registerCompactionProvider({ id: 'brief', summarize: () => 'x' });`;
  for (const compaction of ['brief', 'shortener']) {
    await using opened = await openWritten([{ id: 'shortener', register }], {
      slots: { compaction },
    });
    assert.equal(opened.host.compactionProvider()?.offer.id, 'brief');
    assert.deepEqual(opened.host.list()[0]?.slots, ['compaction']);
  }
  await assert.rejects(
    openWritten([{ id: 'shortener', register }], { slots: { compaction: 'brie' } }),
    (error) => hasCode(error, 'invalid_request') && /Did you mean 'brief'/u.test(error.message),
  );
  await using empty = await openWritten([{ id: 'shortener' }], {
    slots: { compaction: 'shortener' },
  });
  assert.equal(empty.host.compactionProvider(), undefined);
  assert.match(empty.host.health()[0]?.error ?? '', /no compaction provider/u);
});

test('channels, and providers that only describe models, do nothing, and the log says so', async () => {
  const log = recordingLogger();
  const register = `api.registerChannel({ id: 'irc' }); api.registerProvider({ id: 'acme', label: 'Acme', auth: [] });`;
  await using opened = await openWritten([{ id: 'wide', register }], {}, { log });
  assert.deepEqual(opened.host.health(), [{ id: 'wide', status: 'ready' }]);
  const { unused, providers } = opened.host.list()[0]?.offers ?? {};
  assert.deepEqual([unused, providers], [['registerChannel', 'registerProvider(acme)'], []]);
  const noted = log.lines.filter(({ message }) => / does nothing: /u.test(message));
  assert.deepEqual(
    noted.map(({ level }) => level),
    ['warn', 'warn'],
  );
});

test('a configuration that does not fit the manifest fails that plugin alone', async () => {
  await using opened = await openWritten([{ id: 'strict' }, { id: 'other' }], {
    entries: { strict: { config: { nonsense: 1 } } },
  });
  const [strict, other] = opened.host.health().toSorted((a, b) => b.id.localeCompare(a.id));
  assert.equal(strict?.status, 'failed');
  assert.match(
    strict.error ?? '',
    /plugins\.entries\.strict\.config\.nonsense: .*no such setting/u,
  );
  assert.deepEqual(other, { id: 'other', status: 'ready' });
});

test('a plugin that is denied or switched off is not loaded', async () => {
  const bomb = 'throw new Error("loaded")';
  await using opened = await openWritten(
    [{ id: 'one', register: bomb }, { id: 'two', register: bomb }, { id: 'three' }],
    { deny: ['one'], entries: { two: { enabled: false } } },
  );
  assert.deepEqual(opened.host.health(), [{ id: 'three', status: 'ready' }]);
  assert.deepEqual(
    opened.host
      .list()
      .map(({ id, status }) => [id, status])
      .toSorted((a, b) => String(a).localeCompare(String(b))),
    [
      ['one', 'disabled'],
      ['three', 'ready'],
      ['two', 'disabled'],
    ],
  );
});

test('plugins that throw while they load are named, and the others work', async () => {
  await using opened = await openWritten([
    {
      id: 'bad-register',
      register: 'api.registerCommand({name: "x"}); throw new Error("no luck");',
    },
    { id: 'bad-module', module: 'export default { register' },
    { id: 'bad-export', module: 'export default 3;' },
    { id: 'bad-import', module: `import "openclaw/plugin-sdk/unknown"; export default () => {};` },
    { id: 'good' },
  ]);
  const byId = new Map(opened.host.health().map(({ id, status }) => [id, status]));
  assert.equal(byId.get('good'), 'ready');
  for (const id of ['bad-register', 'bad-module', 'bad-export', 'bad-import']) {
    assert.equal(byId.get(id), 'failed', id);
  }
  assert.ok(opened.host.plugins.every(({ registered }) => registered.commands.length === 0));
});

test('conversations are shown to the plugins that may see them', async () => {
  const register = `api.on('agent_end', () => 1); api.on('session_start', () => 1); api.on('no_such', () => 1);`;
  await using shut = await openWritten([{ id: 'nosy', register }]);
  assert.equal(shut.host.hasHook('agent_end'), false);
  assert.equal(shut.host.hasHook('session_start'), true);
  await using open = await openWritten([{ id: 'nosy', register }], {
    entries: { nosy: { hooks: { allowConversationAccess: true } } },
  });
  assert.equal(open.host.hasHook('agent_end'), true);
});

test('handlers are called by priority, and one that fails is left out', async () => {
  await using opened = await openWritten([
    {
      id: 'hooks',
      register: `globalThis.heard = [];
        api.on('session_start', () => { heard.push('low'); }, { priority: -1 });
        api.on('session_start', () => { throw new Error('no'); });
        api.registerHook(['session_start'], async () => { heard.push('high'); return 7; }, { priority: 9 });`,
    },
  ]);
  const { answers, failures } = await opened.host.runHook('session_start', { sessionId: 's' }, {});
  assert.deepEqual(answers, [7, undefined]);
  assert.match(failures.join(), /^hooks: no$/u);
  assert.deepEqual(Reflect.get(globalThis, 'heard'), ['high', 'low']);
  assert.equal(opened.host.health()[0]?.status, 'degraded');
});

test('a plugin that hangs is cut at its deadline and, in the end, not called any more', async () => {
  await using opened = await openWritten(
    [{ id: 'sloth', register: `api.on('session_start', () => new Promise(() => {}));` }],
    {},
    { deadlines: { hook: 5 }, guardLimits: { maxHangs: 2, maxStrayErrors: 5, maxCalls: 8 } },
  );
  const run = () => opened.host.runHook('session_start', { sessionId: 's' }, {});
  await run();
  assert.equal(opened.host.health()[0]?.status, 'degraded');
  await run();
  assert.equal(opened.host.health()[0]?.status, 'off');
  assert.match((await run()).failures.join(), /calls hang/u);
});

test('a plugin that writes too much into the log is cut short', async () => {
  const log = recordingLogger();
  await using opened = await openWritten(
    [
      {
        id: 'chatter',
        register: 'for (let i = 0; i < 5000; i += 1) api.logger.info("blah " + i);',
      },
    ],
    {},
    { log, logLimit: { burst: 10, perSecond: 1 } },
  );
  assert.equal(opened.host.health().length, 1);
  assert.equal(log.lines.filter(({ message }) => message.startsWith('blah')).length, 10);
});

test('an error that nothing caught is its plugin’s, and others end the process', async () => {
  let take = (_error: unknown): boolean => false;
  const strays = { watch: (given: typeof take) => void (take = given) };
  await using opened = await openWritten(
    [{ id: 'leaky', register: `globalThis.boom = () => new Error('stray');` }],
    {},
    { strays, guardLimits: { maxHangs: 2, maxStrayErrors: 2, maxCalls: 8 } },
  );
  const boom = Reflect.get(globalThis, 'boom') as () => Error;
  assert.equal(take(new Error('ours')), false);
  assert.equal(take(boom()), true);
  assert.equal(opened.host.health()[0]?.status, 'degraded');
  take(boom());
  assert.equal(opened.host.health()[0]?.status, 'off');
});

test('services start with a folder of their own, and one that fails does not keep the others', async () => {
  await using opened = await openWritten([
    {
      id: 'daemon',
      register: `api.registerService({ id: 'bad', start() { throw new Error('no'); } });
        api.registerService({ id: 'good', start({ stateDir }) { globalThis.stateDir = stateDir; } });`,
    },
  ]);
  await opened.host.start();
  assert.equal(Reflect.get(globalThis, 'stateDir'), path.join(opened.folder, 'state', 'daemon'));
  assert.ok(existsSync(path.join(opened.folder, 'state', 'daemon')));
  assert.match(opened.host.health()[0]?.error ?? '', /service bad start: no/u);
});

test('a plugin has its slot by its id or by that of its engine; an empty slot is told', async () => {
  const register = `api.registerContextEngine('clever', () => ({ info: { id: 'clever' } }));`;
  await using byEngine = await openWritten([{ id: 'brain', register }], {
    slots: { contextEngine: 'brain' },
  });
  assert.equal(byEngine.host.contextEngine()?.offer.id, 'clever');
  await using empty = await openWritten([{ id: 'brain' }], {
    slots: { contextEngine: 'brain', memory: 'brain' },
  });
  assert.equal(empty.host.contextEngine(), undefined);
  assert.equal(empty.host.health()[0]?.status, 'degraded');
});

test('a registration that cannot be of use is named and left out', async () => {
  await using opened = await openWritten([
    {
      id: 'sloppy',
      register: `api.registerTool({ name: 'mute' });
        api.registerTool(undefined);
        api.registerHttpRoute({ handler() {} });
        api.registerService({ id: 'idle' });
        api.registerContextEngine('brain');
        api.registerCommand({ name: 'two words', handler() {} });
        api.registerTool(${tool('fine')});`,
    },
  ]);
  const [report] = opened.host.list();
  assert.deepEqual(report?.offers.tools, ['fine']);
  const { routes, services, contextEngines, commands } = report.offers;
  assert.deepEqual([...routes, ...services, ...contextEngines, ...commands], []);
  assert.equal(report.status, 'degraded');
  assert.match(report.error ?? '', /two words/u);
});

test('a plugin that registers without end fails', async () => {
  await using opened = await openWritten([
    { id: 'tireless', register: `for (;;) api.registerTool(${tool('again')});` },
    { id: 'hapless', register: 'for (;;) api.registerTool({});' },
  ]);
  assert.deepEqual(
    opened.host.health().map(({ status }) => status),
    ['failed', 'failed'],
  );
});

test('parts of OpenClaw’s runtime that are not there can be read and called', async () => {
  const log = recordingLogger();
  await using opened = await openWritten(
    [
      {
        id: 'guest',
        register: `const heard = api.runtime.channel.text.chunk('x');
          api.runtime.config.mutateConfigFile({});
          api.runtime.channel.text.chunk('y');
          api.session.workflow.enqueueNextTurnInjection({});
          if (heard !== undefined) throw new Error('heard');
          if (api.runtime.version !== '1.2.3') throw new Error('no version');
          globalThis.waited = Promise.resolve(api.runtime.llm);`,
      },
    ],
    {},
    { log },
  );
  assert.deepEqual(opened.host.health(), [{ id: 'guest', status: 'ready' }]);
  await Reflect.get(globalThis, 'waited');
  const noted = log.lines.flatMap(({ message }) => /no (api\.\S+)\(/u.exec(message)?.[1] ?? []);
  assert.deepEqual(noted, [
    'api.runtime.channel.text.chunk',
    'api.runtime.config.mutateConfigFile',
    'api.session.workflow.enqueueNextTurnInjection',
  ]);
});

test('calls that end late are no hangs: the plugin is called again', async () => {
  await using opened = await openWritten(
    [
      {
        id: 'slow',
        register: `globalThis.release = [];
          api.on('session_start', () => new Promise((resolve) => release.push(resolve)));`,
      },
    ],
    {},
    { deadlines: { hook: 5 }, guardLimits: { maxHangs: 2, maxStrayErrors: 5, maxCalls: 8 } },
  );
  const run = () => opened.host.runHook('session_start', { sessionId: 's' }, {});
  await run();
  await run();
  assert.equal(opened.host.health()[0]?.status, 'off');
  const release = Reflect.get(globalThis, 'release') as readonly (() => void)[];
  for (const resolve of release) resolve();
  await Promise.resolve();
  assert.match((await run()).failures.join(), /took longer/u);
  assert.equal(release.length, 3);
  assert.equal(opened.host.health()[0]?.status, 'degraded');
});

test('handlers are given copies, and only of the tools they ask for', async () => {
  await using opened = await openWritten(
    [
      {
        id: 'meddler',
        register: `api.on('before_tool_call', (event) => { event.params.list.push('x'); return { params: event.params }; }, { matcher: ['exec'] });`,
      },
    ],
    { entries: { meddler: { hooks: { allowConversationAccess: true } } } },
  );
  const params = { list: ['a'] };
  const call = { toolName: 'exec', toolCallId: '1', params };
  const { answers } = await opened.host.runHook('before_tool_call', call, {});
  assert.deepEqual(answers, [{ params: { list: ['a', 'x'] } }]);
  assert.deepEqual(params, { list: ['a'] });
  const other = await opened.host.runHook('before_tool_call', { ...call, toolName: 'read' }, {});
  assert.deepEqual(other.answers, []);
});
