import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { AppError } from '@homarus/base';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Names of the page that the address may begin with; what follows is as under `/`. */
const prefix = /^\/plugins(?=\/)/u;

/** The page at `/`, and again at `/plugins/memory`, where it opens its memory panel. */
export interface Page {
  /** Whether the path may be one of the page's files; such a path holds no data. */
  readonly isPagePath: (pathname: string) => boolean;
  /**
   * The file that a path names; undefined when there is none. `acceptEncoding` is the request's
   * header. Throws `not_found` with how to build a page that was never built.
   */
  readonly serve: (pathname: string, acceptEncoding: string) => Promise<Response | undefined>;
}

/**
 * Serves the folder of a built page: its files and those of `assets`, whose names change with their
 * contents. What is asked for is looked up among the names that the folder has, never joined to a
 * path, so that no request leaves the folder. A file `x.br` or `x.gz` is `x`, compressed.
 */
export function createPage(folder: string | undefined): Page {
  return {
    isPagePath: (pathname) => folder !== undefined && nameOf(pathname) !== undefined,
    async serve(pathname, acceptEncoding) {
      const name = nameOf(pathname);
      if (folder === undefined || name === undefined) return undefined;
      const names = await listNames(folder);
      if (names.size === 0) throw notBuilt();
      if (!names.has(name)) return undefined;
      const encoding = encodings.find(
        ({ token, ending }) => acceptEncoding.includes(token) && names.has(`${name}${ending}`),
      );
      const content = await readFile(path.join(folder, `${name}${encoding?.ending ?? ''}`));
      return toResponse(content, name, encoding?.token);
    },
  };
}

const encodings = [
  { token: 'br', ending: '.br' },
  { token: 'gzip', ending: '.gz' },
] as const;

/** Read each time: a page that is built anew has other names. Empty for a page that is not there. */
async function listNames(folder: string): Promise<ReadonlySet<string>> {
  const [own, assets] = await Promise.all(['.', 'assets'].map((part) => list(folder, part)));
  return new Set([...(own ?? []), ...(assets ?? [])]);
}

async function list(folder: string, part: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(path.join(folder, part), { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ name }) => (part === '.' ? name : `${part}/${name}`));
  } catch {
    return [];
  }
}

function nameOf(pathname: string): string | undefined {
  const own = pathname.replace(prefix, '');
  if (pathname === '/' || pathname === '/plugins/memory') return 'index.html';
  const name = /^\/((?:assets\/)?[A-Za-z0-9][\w-]*\.[a-z]+)$/u.exec(own)?.[1];
  return name !== undefined && path.extname(name) in contentTypes ? name : undefined;
}

function toResponse(
  content: Uint8Array<ArrayBuffer>,
  name: string,
  encoding: string | undefined,
): Response {
  return new Response(content, {
    headers: {
      'content-type': contentTypes[path.extname(name)] ?? 'application/octet-stream',
      'cache-control': cachingOf(name),
      'content-security-policy': contentSecurityPolicy,
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      vary: 'accept-encoding',
      'x-frame-options': 'DENY',
      ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    },
  });
}

function cachingOf(name: string): string {
  if (name.startsWith('assets/')) return 'public, max-age=31536000, immutable';
  return name.endsWith('.html') ? 'no-store' : 'no-cache';
}

function notBuilt(): AppError {
  return new AppError(
    'not_found',
    'The control page is not built. Run `npm run build:page` in the folder of Homarus, or start with `npm start`, which does it.',
  );
}
