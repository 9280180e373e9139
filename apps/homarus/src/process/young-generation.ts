import { setFlagsFromString } from 'node:v8';

/**
 * What a start leaves behind would make V8 double its young generation again and again, for good: some
 * 10 MB resident that an idle process has no use for. So it is kept at its first size until the start
 * is done, and may grow (by the factor that is V8's default) when work comes. How far is said where the
 * program is started (`--max-semi-space-size=8` in `main.ts` and `package.json`: V8 reads it only then):
 * its default of 32 MB, twice, holds nothing but garbage under the load of one machine's chats.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

export function letYoungGenerationGrow(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
}
