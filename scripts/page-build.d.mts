/** A hash over the names and contents of the page's sources. */
export function hashOfSources(): string;

/** Builds with the given Node when that is needed. Answers the build's exit status; 0 when there is nothing to do. */
export function buildPageWhenStale(node: string): number;
