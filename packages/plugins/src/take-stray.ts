import { runningPlugin } from './guard.ts';
import type { Guard } from './guard.ts';
import type { FoundPlugin } from './manifest.ts';

interface GuardedPlugin {
  readonly plugin: FoundPlugin;
  readonly guard: Guard;
}

/** Finds whose an error is that nothing caught, and notes it there: true when it is a plugin's. */
export function createTakeStray(plugins: readonly GuardedPlugin[]): (error: unknown) => boolean {
  return (error) => {
    const id = runningPlugin();
    const owner = plugins.find(({ plugin }) => plugin.id === id) ?? ownerByStack(error, plugins);
    owner?.guard.noteStray(error);
    return owner !== undefined;
  };
}

/** The plugin in whose files the error was thrown. */
function ownerByStack(
  error: unknown,
  plugins: readonly GuardedPlugin[],
): GuardedPlugin | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return plugins.find(({ plugin: { folder } }) => stack.includes(`${folder}/`));
}
