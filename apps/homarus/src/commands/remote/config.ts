import type { ConfigChangedResult } from '@homarus/protocol';

import { readStandardInput } from './remote-call.ts';
import type { RemoteAction, RemoteCall } from './remote-call.ts';

/** Refused when somebody else changes the file between the two calls. */
export const replaceConfig: RemoteAction<object> = async (call) => {
  const raw = await readStandardInput();
  const { hash: baseHash } = await call.client.call('config.get');
  showChange(call, await call.client.call('config.set', { raw, baseHash }));
};

/** The change is the argument, else standard input. */
export const patchConfig: RemoteAction<object> = async (call) => {
  const raw = call.words[0] ?? (await readStandardInput());
  showChange(call, await call.client.call('config.patch', { raw }));
};

function showChange({ texts, show }: RemoteCall<object>, answer: ConfigChangedResult): void {
  const { changed, restartPaths } = answer;
  const lines = changed.length === 0 ? [texts.unchanged] : changed;
  const waiting = restartPaths.length === 0 ? [] : [texts.restartNeeded, ...restartPaths];
  show(answer, [...lines, ...waiting]);
}
