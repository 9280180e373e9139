import { AppError, nearestWord } from '@homarus/base';

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
  const problems = deepest.map(({ instanceLocation, error }) => {
    const place = instanceLocation.slice(1).replaceAll('/', '.');
    return `${at}${place}: ${isUnknown(error) ? unknownText(place, configSchema) : error}`;
  });
  throw new AppError('invalid_request', problems.join(' '), { details: { path: at } });
}

/** What validators say of a key that `additionalProperties: false` shuts out. */
function isUnknown(error: string): boolean {
  return error === 'False boolean schema.';
}

function unknownText(place: string, { properties }: FoundPlugin['configSchema']): string {
  const known = typeof properties === 'object' && properties !== null ? properties : {};
  const near = nearestWord(place.slice(1), Object.keys(known));
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  return `the plugin has no such setting.${hint}`;
}
