import type { IconName } from '../components/icon.tsx';
import type { PageName } from '../settings/route.ts';

interface PageEntry {
  readonly name: Exclude<PageName, 'chat'>;
  readonly icon: IconName;
  /** The method without which the page has nothing to show. */
  readonly needs: string;
}

/** The pages beside the chat. */
const pages: readonly PageEntry[] = [
  { name: 'memory', icon: 'memory', needs: 'memory.admin.list' },
];

/** The pages whose feature the gateway has. */
export function pagesFor(methods: ReadonlySet<string>): readonly PageEntry[] {
  return pages.filter(({ needs }) => methods.has(needs));
}
