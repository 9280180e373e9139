import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page at `/`: the files of one folder, without its subfolders. */
export interface Page {
  /** Whether the path may be one of the page's files; such a path holds no data. */
  readonly isPagePath: (pathname: string) => boolean;
  /** The file that a path names; undefined when there is none. */
  readonly serve: (pathname: string) => Promise<Response | undefined>;
}

/**
 * Serves a folder. What is asked for is looked up among the names that the folder has, never joined
 * to a path, so that no request leaves the folder.
 */
export function createPage(folder: string | undefined): Page {
  let names: Promise<ReadonlySet<string>> | undefined;
  const listNames = async (from: string): Promise<ReadonlySet<string>> => {
    const entries = await readdir(from, { withFileTypes: true });
    return new Set(entries.filter((entry) => entry.isFile()).map((entry) => entry.name));
  };
  return {
    isPagePath: (pathname) => folder !== undefined && nameOf(pathname) !== undefined,
    async serve(pathname) {
      const name = nameOf(pathname);
      if (folder === undefined || name === undefined) return undefined;
      names ??= listNames(folder);
      if (!(await names).has(name)) return undefined;
      return toResponse(await readFile(path.join(folder, name)), path.extname(name));
    },
  };
}

/** The memory panel is the same page, at a path that others link to. */
const panelPath = /^\/plugins\/(?:memory\/?$)?/u;

function nameOf(asked: string): string | undefined {
  const pathname = asked.replace(panelPath, '/');
  if (pathname === '/' && asked !== '/plugins/') return 'index.html';
  const name = /^\/([a-z0-9][a-z0-9-]*\.[a-z]+)$/u.exec(pathname)?.[1];
  return name !== undefined && path.extname(name) in contentTypes ? name : undefined;
}

function toResponse(content: Uint8Array<ArrayBuffer>, extension: string): Response {
  return new Response(content, {
    headers: {
      'content-type': contentTypes[extension] ?? 'application/octet-stream',
      'cache-control': extension === '.html' ? 'no-store' : 'no-cache',
      'content-security-policy': contentSecurityPolicy,
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    },
  });
}
