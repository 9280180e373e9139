import './styles/index.css';

import { render } from 'preact';

import { AppProvider } from './app.ts';
import { createApp } from './create-app.ts';
import { PageFrame } from './frame/page-frame.tsx';

const app = createApp(window);
// Where pages are not secure there is none, and nothing else differs.
if (!app.entrance.isPanelAlone)
  void navigator.serviceWorker?.register('./sw.js').catch(() => undefined);

const root = document.getElementById('page');
if (root !== null) {
  root.replaceChildren();
  render(
    <AppProvider value={app}>
      <PageFrame />
    </AppProvider>,
    root,
  );
}
