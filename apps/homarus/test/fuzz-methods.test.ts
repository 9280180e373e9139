import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toAppError, withDeadline } from '@homarus/base';
import { callAs, createRandom, meaningfulTexts, randomParams } from '@homarus/gateway/testing';

import { joinGatewayInProcess } from './support/gateway-joined.ts';

const roundsPerMethod = 40;

/** Then the client hangs up, which ends calls that wait for a person. */
const hangUpMs = 50;
/** Far beyond what any call takes then: what is not answered by now hangs. */
const patienceMs = 10_000;

/** Codes that blame the gateway, or mean that it did not answer. */
const ownFaults: ReadonlySet<string> = new Set(['internal', 'unavailable', 'timeout']);

/** Texts of the latest answers: ids and keys that later calls may mean. */
const maxKnownTexts = 20;

test('no parameters make a method fail for a reason of its own, or hang', async () => {
  const random = createRandom(20_261_121);
  await using joined = await joinGatewayInProcess();
  const { methods } = joined.gateway;
  assert.ok(methods.length > 100, `${methods.length}`);
  const known: string[] = [];
  const outcomes = { answered: 0, refused: 0 };
  const failures: string[] = [];
  const call = async (method: (typeof methods)[number]): Promise<void> => {
    const params = randomParams({ random, texts: [...meaningfulTexts, ...known] }, method.params);
    try {
      const signal = AbortSignal.timeout(hangUpMs);
      const answer = await withDeadline({ timeoutMs: patienceMs, name: method.name }, () =>
        method.invoke(params, callAs({}, { signal })),
      );
      outcomes.answered += 1;
      known.push(...textsOf(answer));
      known.splice(0, known.length - maxKnownTexts);
    } catch (thrown) {
      outcomes.refused += 1;
      if (!ownFaults.has(toAppError(thrown).code)) return;
      failures.push(`${method.name} ${JSON.stringify(params)}: ${String(thrown)}`);
    }
  };
  for (let round = 0; round < roundsPerMethod; round += 1) {
    for (const method of methods) await call(method);
  }
  assert.deepEqual(failures, []);
  const share = outcomes.answered / (outcomes.answered + outcomes.refused);
  assert.ok(share > 0.2 && share < 0.9, `${share} of the calls were answered`);
});

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length < 200 ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).slice(0, maxKnownTexts).flatMap(textsOf);
}
