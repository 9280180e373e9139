import type { LogFields, Logger } from '@homarus/base';

/** One line for all the steps that an opening database was brought through; `from: 0` for a new one. */
export function logSchemaUpdate(
  log: Logger,
  applied: readonly { readonly version: number }[],
  fields: LogFields = {},
): void {
  const [first] = applied;
  if (first === undefined) return;
  const to = applied.at(-1)?.version;
  log.info('Database schema updated.', { ...fields, from: first.version - 1, to });
}
