/** By which address a person came in. */
export interface Entrance {
  /** Where the gateway is: `http://127.0.0.1:18789/`. */
  readonly base: URL;
  /** The memory panel alone, without the pages around it: `/plugins/memory`. */
  readonly isPanelAlone: boolean;
}

export function parseEntrance(href: string): Entrance {
  const { pathname } = new URL(href);
  const isPanelAlone = pathname.endsWith('/plugins/memory');
  return { base: new URL(isPanelAlone ? '..' : '.', href), isPanelAlone };
}
