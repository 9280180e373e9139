import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createIds } from '@homarus/base';
import { startScriptedServer } from '@homarus/models/testing';
import type { ScriptedServer } from '@homarus/models/testing';

import { loadConfig } from '../../src/config/load.ts';
import { startServices } from '../../src/services.ts';

export interface GatewayInProcess extends AsyncDisposable {
  readonly home: string;
  readonly url: string;
  readonly model: ScriptedServer;
}

/**
 * A whole gateway on a free port, with SQLite in a temporary home and a scripted model. `settings` is
 * the text of its configuration.
 */
export async function startGatewayInProcess(
  env: Readonly<Record<string, string>> = {},
  settings = '',
): Promise<GatewayInProcess> {
  await using stack = new AsyncDisposableStack();
  const home = mkdtempSync(path.join(tmpdir(), 'homarus-gateway-'));
  stack.defer(() => rmSync(home, { recursive: true, force: true }));
  writeFileSync(path.join(home, 'config.yaml'), settings);
  const model = stack.use(await startScriptedServer());
  const sources = {
    env: { LLM_BASE_URL: model.url, LLM_MODEL: 'scripted', HOMARUS_HOME: home, ...env },
    overrides: { port: '0' },
  };
  const config = await loadConfig(sources);
  const services = stack.use(
    await startServices({ config, sources, doors: ['gateway'], stderrLevel: undefined }),
  );
  const owned = stack.move();
  return {
    home,
    url: services.urls.gateway ?? '',
    model,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Of one connection to a gateway, told apart from others. */
export const testProgram = {
  id: 'test',
  version: '1.0.0',
  platform: 'linux',
  mode: 'test',
  instanceId: createIds().next('connection'),
} as const;
