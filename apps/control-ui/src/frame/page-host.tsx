import type { FunctionComponent } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

import { useTexts } from '../app.ts';
import type { PageName } from '../settings/route.ts';

type Loader = () => Promise<FunctionComponent>;

/** Each page is loaded when it is opened first. */
const loaders: Readonly<Record<Exclude<PageName, 'chat'>, Loader>> = {
  memory: async () => (await import('../memory/memory-view.tsx')).MemoryView,
  overview: async () => (await import('../overview/overview-view.tsx')).OverviewView,
  sessions: async () => (await import('../session-page/sessions-view.tsx')).SessionsView,
  agents: async () => (await import('../agents/agents-view.tsx')).AgentsView,
  tasks: async () => (await import('../tasks/tasks-view.tsx')).TasksView,
  plugins: async () => (await import('../plugins/plugins-view.tsx')).PluginsView,
  devices: async () => (await import('../devices/devices-view.tsx')).DevicesView,
  approvals: async () => (await import('../approvals/approvals-view.tsx')).ApprovalsView,
  audit: async () => (await import('../audit/audit-view.tsx')).AuditView,
  logs: async () => (await import('../logs/logs-view.tsx')).LogsView,
  config: async () => (await import('../config/config-view.tsx')).ConfigView,
  doctor: async () => (await import('../doctor/doctor-view.tsx')).DoctorView,
};

export function PageHost({ page }: { readonly page: Exclude<PageName, 'chat'> }) {
  const t = useTexts();
  const view = useSignal<{ readonly page: PageName; readonly View: FunctionComponent } | undefined>(
    undefined,
  );
  useEffect(() => {
    let isCurrent = true;
    const show = async (): Promise<void> => {
      const View = await loaders[page]();
      if (isCurrent) view.value = { page, View };
    };
    // A page that cannot be loaded: the gateway is away, or was built anew meanwhile.
    show().catch(() => window.location.reload());
    return () => {
      isCurrent = false;
    };
  }, [page]);
  if (view.value?.page !== page) return <p class="page working">{t.loading}</p>;
  const { View } = view.value;
  return <View />;
}
