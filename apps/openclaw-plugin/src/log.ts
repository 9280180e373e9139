import type { LogFields } from '@homarus/base';
import type { PluginLogger } from '@homarus/plugin-api';

/** The host's log. Some hosts print the text alone, so what varies stands in it. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export const logPrefix = '[og-memory]';

export function createLog(host: Pick<PluginLogger, 'info' | 'warn' | 'error'>): Log {
  const line = (message: string, fields: LogFields = {}): string =>
    [
      logPrefix,
      message,
      ...Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`),
    ].join(' ');
  return {
    info: (message, fields) => host.info(line(message, fields)),
    warn: (message, fields) => host.warn(line(message, fields)),
    error: (message, fields) => host.error(line(message, fields)),
  };
}
