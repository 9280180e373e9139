import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toAppError } from '@homarus/base';

import type { GatewayMethod } from '../rpc/method.ts';
import { callAs } from '../testing/call-as.ts';
import { randomParams } from '../testing/random-params.ts';
import { createRandom } from '../testing/seeded-random.ts';
import { startGateway } from '../testing/start-gateway.ts';

const roundsPerMethod = 150;

test('no parameters make a method fail for a reason of its own', async () => {
  const random = createRandom(20_261_121);
  await using gateway = await startGateway();
  const { methods } = gateway.gateway;
  assert.ok(methods.length > 70, `${methods.length}`);
  const outcomes = { answered: 0, refused: 0 };
  const failures: string[] = [];
  const hangUp = new AbortController();
  const call = async (method: GatewayMethod, params: unknown): Promise<void> => {
    try {
      await method.invoke(params, callAs({}, { signal: hangUp.signal }));
      outcomes.answered += 1;
    } catch (thrown) {
      outcomes.refused += 1;
      if (toAppError(thrown).code !== 'internal') return;
      failures.push(`${method.name} ${JSON.stringify(params)}: ${String(thrown)}`);
    }
  };
  for (const method of methods) {
    for (let round = 0; round < roundsPerMethod; round += 1) {
      await call(method, randomParams(random, method.params));
    }
  }
  assert.deepEqual(failures, []);
  const share = outcomes.answered / (outcomes.answered + outcomes.refused);
  assert.ok(share > 0.2 && share < 0.9, `${share} of the calls were answered`);
});
