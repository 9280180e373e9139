import { useSignal, useSignalEffect } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { ChatView } from '../chat/chat-view.tsx';
import type { ConnectionLine } from './connection-line.ts';
import { ConnectionBanner, useConnectionLine } from './connection-view.tsx';
import { PageHost } from './page-host.tsx';
import { Sidebar } from './sidebar.tsx';
import { ToastsView } from './toasts-view.tsx';
import { TopBar } from './top-bar.tsx';
import { useTitle } from './use-title.ts';

/** Before a person is let in there is nothing else to do. */
const isSignIn = ({ remedy }: ConnectionLine): boolean =>
  remedy === 'token' || remedy === 'password';

/** The whole page: sidebar, state line, and what is shown beside them. */
export function PageFrame() {
  const { settings, router } = useApp();
  const { page } = router.route.value;
  const t = useTexts();
  const line = useConnectionLine();
  const isSidebarOpen = useSignal(false);
  const { title, badge } = useTitle();
  useSignalEffect(() => {
    const root = document.documentElement;
    root.lang = settings.locale.value;
    if (settings.theme.value === undefined) delete root.dataset['theme'];
    else root.dataset['theme'] = settings.theme.value;
  });
  return (
    <>
      <a class="skip" href="#prompt">
        {t.skip}
      </a>
      <Sidebar
        isOpen={isSidebarOpen.value}
        onClose={() => {
          isSidebarOpen.value = false;
        }}
      />
      <main class="main">
        <TopBar
          title={title}
          badge={badge}
          line={line}
          isSidebarOpen={isSidebarOpen.value}
          onOpenSidebar={() => {
            isSidebarOpen.value = true;
          }}
        />
        <ConnectionBanner line={line} />
        {isSignIn(line) ? null : page === 'chat' ? <ChatView /> : <PageHost page={page} />}
      </main>
      <ToastsView />
    </>
  );
}
