import { spawn } from 'node:child_process';
import path from 'node:path';

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { CallToolResult, VersionNegotiationMode } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

export const main = path.resolve(import.meta.dirname, '../../src/main.ts');

type Variables = Readonly<Record<string, string>>;

export interface Connected extends AsyncDisposable {
  readonly client: Client;
  /** Calls a tool; answers the text that the model reads, and the structured content. */
  call(
    name: string,
    args?: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly text: string; readonly isError: boolean; readonly details: Details }>;
}

/** Structured content as tests look at it. */
export type Details = Readonly<Record<string, unknown>>;

/** The official client on a `homarus-mcp` process over stdio. */
export async function connectStdio(
  env: Variables,
  mode: VersionNegotiationMode = 'legacy',
): Promise<Connected> {
  const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [main], env: { ...env } }),
  );
  return connected(client);
}

/** The official client on an endpoint over HTTP. */
export async function connectHttp(
  url: string,
  token?: string,
  mode: VersionNegotiationMode = 'legacy',
): Promise<Connected> {
  const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }),
  );
  return connected(client);
}

function connected(client: Client): Connected {
  return {
    client,
    async call(name, args = {}) {
      const answer: CallToolResult = await client.callTool({ name, arguments: { ...args } });
      const [first] = answer.content;
      return {
        text: first?.type === 'text' ? first.text : '',
        isError: answer.isError === true,
        details: (answer.structuredContent ?? {}) as Details,
      };
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

export interface HttpProcess extends AsyncDisposable {
  /** `http://127.0.0.1:<port>/mcp`. */
  readonly url: string;
}

/** A `homarus-mcp --http` process on a free port. */
export async function spawnHttp(env: Variables): Promise<HttpProcess> {
  const child = spawn(process.execPath, [main, '--http', '--port', '0'], { env: { ...env } });
  const ended = Promise.withResolvers<void>();
  child.once('close', () => ended.resolve());
  let said = '';
  for await (const chunk of child.stderr) {
    said += String(chunk);
    const url = /(http:\S+\/mcp)/u.exec(said)?.[1];
    if (url === undefined) continue;
    return {
      url,
      async [Symbol.asyncDispose]() {
        child.kill('SIGTERM');
        await ended.promise;
      },
    };
  }
  throw new Error(`homarus-mcp ended before it listened: ${said}`);
}
