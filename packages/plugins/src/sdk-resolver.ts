import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const shim = new URL('sdk/plugin-entry.ts', import.meta.url).href;

const offered: ReadonlySet<string> = new Set([
  'openclaw/plugin-sdk',
  'openclaw/plugin-sdk/core',
  'openclaw/plugin-sdk/plugin-entry',
]);

/**
 * Lets the modules of these folders, and no others, find the parts of OpenClaw's SDK that this host
 * has. A plugin that imports another part fails to load with a message that names it.
 */
export function resolveSdkFor(folders: readonly string[]): Disposable {
  const roots = folders.map((folder) => `${pathToFileURL(folder).href}/`);
  const hooks = registerHooks({
    resolve(specifier, context, nextResolve) {
      const isOfPlugin = roots.some((root) => context.parentURL?.startsWith(root) === true);
      if (!isOfPlugin || !/^openclaw(?:\/|$)/u.test(specifier)) {
        return nextResolve(specifier, context);
      }
      if (offered.has(specifier)) return nextResolve(shim, context);
      throw new Error(
        `This host has no ${specifier}; it has ${[...offered].join(', ')}. Types can be imported with "import type".`,
      );
    },
  });
  return { [Symbol.dispose]: () => hooks.deregister() };
}
