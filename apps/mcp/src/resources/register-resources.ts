import { dayIn } from '@homarus/base';
import { ProtocolError, ProtocolErrorCode, ResourceTemplate } from '@modelcontextprotocol/server';
import type { McpServer, ReadResourceResult } from '@modelcontextprotocol/server';

import { explain } from '../advice.ts';
import type { ServerDeps } from '../server-deps.ts';
import { toDayLogPage } from './day-log-page.ts';
import { toProfilePage } from './profile-page.ts';

/** So many days stand in the list of resources, today first. */
const listedDays = 7;
/** So many are offered while a day is typed. */
const completedDays = 60;

const markdown = 'text/markdown';
const json = 'application/json';

/** `memory://profile`, `memory://log/today`, `memory://log/2026-11-21`, `memory://item/mem_...`. */
export function registerResources(server: McpServer, deps: ServerDeps): void {
  registerProfile(server, deps);
  registerDayLogs(server, deps);
  registerItems(server, deps);
}

function registerProfile(server: McpServer, deps: ServerDeps): void {
  const { memory, scope } = deps;
  server.registerResource(
    'profile',
    'memory://profile',
    {
      title: 'Profile',
      description: 'Who the person is: facts, preferences, decisions and habits.',
      mimeType: markdown,
    },
    (uri, { mcpReq: { signal } }) =>
      page(deps, { uri, mimeType: markdown }, async () =>
        toProfilePage(await memory.profile(scope, { signal })),
      ),
  );
}

function registerDayLogs(server: McpServer, deps: ServerDeps): void {
  const { memory, scope, timeZone } = deps;
  const description = 'What was learned, changed and forgotten on a day.';
  const template = new ResourceTemplate('memory://log/{day}', {
    list: () => ({
      resources: lastDays(deps, listedDays).map((day) => ({
        name: `log-${day}`,
        title: `Log of ${day}`,
        uri: `memory://log/${day}`,
      })),
    }),
    complete: {
      day: (typed) =>
        ['today', ...lastDays(deps, completedDays)].filter((day) => day.startsWith(typed)),
    },
  });
  server.registerResource(
    'log',
    template,
    { title: 'Daily log', description, mimeType: markdown },
    (uri, variables, { mcpReq: { signal } }) =>
      page(deps, { uri, mimeType: markdown }, async () => {
        const day = String(variables['day']);
        const asked = day === 'today' ? {} : { day };
        return toDayLogPage(await memory.dayLog({ ...scope, timeZone, ...asked }, { signal }));
      }),
  );
}

function registerItems(server: McpServer, deps: ServerDeps): void {
  const { memory, scope } = deps;
  server.registerResource(
    'item',
    new ResourceTemplate('memory://item/{id}', { list: undefined }),
    {
      title: 'Memory or message',
      description: 'One memory or message with all that is known of it, by its id.',
      mimeType: json,
    },
    (uri, variables, { mcpReq: { signal } }) =>
      page(deps, { uri, mimeType: json }, async () => {
        const id = decodeURIComponent(String(variables['id']));
        const { ok: _ok, ...found } = await memory.getMemory({ ...scope, id }, { signal });
        return JSON.stringify(found, null, 2);
      }),
  );
}

/** The last days, today first. */
function lastDays({ clock, timeZone }: ServerDeps, count: number): readonly string[] {
  const today = Temporal.PlainDate.from(dayIn(clock.now(), timeZone));
  return Array.from({ length: count }, (_, days) => today.subtract({ days }).toString());
}

async function page(
  { log }: ServerDeps,
  { uri, mimeType }: { readonly uri: URL; readonly mimeType: string },
  read: () => Promise<string>,
): Promise<ReadResourceResult> {
  try {
    return { contents: [{ uri: uri.href, mimeType, text: await read() }] };
  } catch (error) {
    throw new ProtocolError(ProtocolErrorCode.InternalError, explain(error, log), {
      uri: uri.href,
    });
  }
}
