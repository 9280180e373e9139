import { AppError } from '@homarus/base';

import type { FoundPlugin } from './manifest.ts';

/** Checks a plugin's configuration against its manifest. Throws `invalid_request` with every path. */
export async function checkConfig(
  { id, configSchema }: FoundPlugin,
  config: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { Validator } = await import('@cfworker/json-schema');
  const { valid, errors } = new Validator(configSchema, '7', false).validate(config);
  if (valid) return;
  const at = `plugins.entries.${id}.config`;
  // An error of an object repeats those of its fields, which say more.
  const deepest = errors.filter(
    ({ instanceLocation }, index) =>
      !errors.some(
        (other, place) =>
          place > index && other.instanceLocation.startsWith(`${instanceLocation}/`),
      ),
  );
  const problems = deepest.map(
    ({ instanceLocation, error }) =>
      `${at}${instanceLocation.slice(1).replaceAll('/', '.')}: ${error}`,
  );
  throw new AppError('invalid_request', problems.join(' '), { details: { path: at, problems } });
}
