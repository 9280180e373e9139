import { secretMatcher } from '../secret.ts';
import type { AttemptLimit } from '../attempt-limit.ts';
import type { AuthRequest, GatewayAuth } from './auth.ts';
import { bearerOf, isRightInTime } from './token-auth.ts';

/** The path below which older memory panels had their data. */
export const panelApiPath = '/plugins/memory/api/';

const methodsByName: ReadonlySet<string> = new Set([
  'config',
  'facets',
  'dashboard',
  'list',
  'delete',
  'add',
]);

/**
 * Answers what is asked for below {@link panelApiPath}: nobody without the secret (`Authorization:
 * Bearer`, or `?token=`), and 410 with the WebSocket method that took its place. In mode `none` the
 * caller was checked before.
 */
export function createPanelDoor(
  auth: GatewayAuth,
  attempts: AttemptLimit,
): (asked: AuthRequest) => Response {
  const isRight = matcherOf(auth);
  return ({ request, address }) => {
    const { pathname, searchParams } = new URL(request.url);
    const given = bearerOf(request.headers) ?? searchParams.get('token');
    if (given === null ? !isRight('') : !isRightInTime(given, isRight, { attempts, address })) {
      const error = { message: 'Unauthorized', type: 'unauthorized' };
      return answer(401, error, { 'www-authenticate': 'Bearer realm="homarus"' });
    }
    const name = pathname.slice(panelApiPath.length).split('/')[0] ?? '';
    const method = `memory.admin.${methodsByName.has(name) ? name : '*'}`;
    const message = `This is gone: call ${method} over the gateway's WebSocket.`;
    return answer(410, { message, type: 'gone', method });
  };
}

function matcherOf(auth: GatewayAuth): (given: string) => boolean {
  if (auth.mode === 'none') return () => true;
  return secretMatcher(auth.mode === 'token' ? auth.token : auth.password);
}

function answer(
  status: number,
  error: object,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json({ error }, { status, headers: { 'cache-control': 'no-store', ...headers } });
}
