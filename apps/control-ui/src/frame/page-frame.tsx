import { useSignal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { ChatView } from '../chat/chat-view.tsx';
import type { ConnectionLine } from './connection-line.ts';
import { ConnectionBanner, useConnectionLine } from './connection-view.tsx';
import { PairingBanner } from '../pairing/pairing-banner.tsx';
import { PageHost } from './page-host.tsx';
import { Sidebar } from './sidebar.tsx';
import { ToastsView } from './toasts-view.tsx';
import { TopBar } from './top-bar.tsx';
import { useTitle } from './use-title.ts';
import { UnsavedDialog } from '../unsaved/unsaved-dialog.tsx';

/** Before a person is let in there is nothing else to do. */
const isSignIn = ({ remedy }: ConnectionLine): boolean =>
  remedy === 'token' || remedy === 'password';

/** The address's hash is the route: a link to a part of the page would lead elsewhere. */
function skip(): void {
  const field = document.querySelector<HTMLElement>('#prompt');
  const content = field ?? document.querySelector<HTMLElement>('.main .scroll');
  content?.focus();
}

/** The whole page: sidebar, state line, and what is shown beside them. */
export function PageFrame() {
  const { router, entrance } = useApp();
  const { page } = router.route.value;
  const t = useTexts();
  const line = useConnectionLine();
  const isSidebarOpen = useSignal(false);
  const title = useTitle();
  return (
    <>
      <button type="button" class="skip" onClick={skip}>
        {t.skip}
      </button>
      {entrance.isPanelAlone ? null : (
        <Sidebar
          isOpen={isSidebarOpen.value}
          onClose={() => {
            isSidebarOpen.value = false;
          }}
        />
      )}
      <main class="main">
        <TopBar
          title={title}
          line={line}
          isSidebarOpen={isSidebarOpen.value}
          onOpenSidebar={() => {
            isSidebarOpen.value = true;
          }}
        />
        <ConnectionBanner line={line} />
        <PairingBanner />
        {isSignIn(line) ? null : page === 'chat' ? <ChatView /> : <PageHost page={page} />}
      </main>
      <ToastsView />
      <UnsavedDialog />
    </>
  );
}
