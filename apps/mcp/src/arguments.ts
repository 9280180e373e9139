import { parseArgs } from 'node:util';

import { AppError, errorText } from '@homarus/base';

import { envTable } from './env.ts';

export type Asked =
  | { readonly mode: 'help' }
  | { readonly mode: 'version' }
  | { readonly mode: 'stdio' }
  | { readonly mode: 'http'; readonly host: string; readonly port: number };

/** What a command line asks for; `invalid_request` with what is wrong with it. */
export function parseArguments(argv: readonly string[]): Asked {
  const { help, version, http, host, port } = parsed(argv);
  if (help === true) return { mode: 'help' };
  if (version === true) return { mode: 'version' };
  if (http !== true) {
    if (host === undefined && port === undefined) return { mode: 'stdio' };
    throw new AppError('invalid_request', '--host and --port go with --http.');
  }
  const number = Number(port ?? 8091);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    throw new AppError('invalid_request', `--port needs a number from 0 to 65535, not ${port}.`);
  }
  return { mode: 'http', host: host ?? '127.0.0.1', port: number };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'V' },
        http: { type: 'boolean' },
        host: { type: 'string' },
        port: { type: 'string', short: 'p' },
      },
    }).values;
  } catch (error) {
    throw new AppError('invalid_request', errorText(error), { cause: error });
  }
}

export const helpText = `Usage: homarus-mcp [--http [--host <address>] [--port <port>]]

The memory of a Homarus service as an MCP server: over stdio, or over streamable HTTP at /mcp.

Options:
  --http             serve over HTTP instead of stdio
  --host <address>   with --http (default 127.0.0.1)
  -p, --port <port>  with --http (default 8091)
  -V, --version
  -h, --help

Environment:
${envTable.map(([name, what]) => `  ${name.padEnd(20)} ${what}`).join('\n')}
`;
