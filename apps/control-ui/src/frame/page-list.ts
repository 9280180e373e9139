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
  { name: 'overview', icon: 'overview', needs: 'status' },
  { name: 'sessions', icon: 'sessions', needs: 'sessions.list' },
  { name: 'agents', icon: 'agents', needs: 'agents.list' },
  { name: 'tasks', icon: 'tasks', needs: 'cron.list' },
  { name: 'plugins', icon: 'plugins', needs: 'plugins.list' },
  { name: 'devices', icon: 'devices', needs: 'device.pair.list' },
  { name: 'approvals', icon: 'approvals', needs: 'exec.approval.list' },
  { name: 'audit', icon: 'audit', needs: 'audit.list' },
  { name: 'logs', icon: 'logs', needs: 'logs.tail' },
  { name: 'config', icon: 'config', needs: 'config.get' },
  { name: 'doctor', icon: 'doctor', needs: 'health' },
];

/** The pages whose feature the gateway has. */
export function pagesFor(methods: ReadonlySet<string>): readonly PageEntry[] {
  return pages.filter(({ needs }) => methods.has(needs));
}
