import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { silentLogger } from '@homarus/base';
import type { Gateway } from '@homarus/gateway';
import { startScriptedServer } from '@homarus/models/testing';

import { joinGateway } from '../../src/compose-gateway.ts';
import { composeCore } from '../../src/compose.ts';
import { loadConfig } from '../../src/config/load.ts';

/** The whole gateway as it is composed for a person, but for its socket. */
export interface JoinedGateway extends AsyncDisposable {
  readonly gateway: Gateway;
}

export async function joinGatewayInProcess(): Promise<JoinedGateway> {
  await using stack = new AsyncDisposableStack();
  const home = mkdtempSync(path.join(tmpdir(), 'homarus-joined-'));
  stack.defer(() => rmSync(home, { recursive: true, force: true }));
  writeFileSync(path.join(home, 'config.yaml'), '');
  const model = stack.use(await startScriptedServer());
  const env = { LLM_BASE_URL: model.url, LLM_MODEL: 'scripted', HOMARUS_HOME: home };
  const sources = { env, overrides: {} };
  const config = await loadConfig(sources);
  const live = { sources, setLogLevel: () => undefined };
  const core = stack.use(await composeCore({ config, log: silentLogger }));
  const options = { config, log: silentLogger, live, plugins: undefined, stack };
  const gateway = await joinGateway(core, options);
  stack.defer(() => gateway.stop());
  await gateway.recover();
  const owned = stack.move();
  return { gateway, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
