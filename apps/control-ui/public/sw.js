// Keeps the page's own files, so that it opens without the gateway and says what is wrong. Data never
// comes through here: it goes over the WebSocket. The build fills in the version and the files.
const version = '__VERSION__';
const files = ['__FILES__'];
const shell = ['./', './icon.svg', './manifest.webmanifest', ...files];

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(version)
      .then((cache) => cache.addAll(shell))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== version).map((name) => caches.delete(name))),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const scope = self.registration.scope;
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return;
  if (request.mode === 'navigate') {
    // The newest page while the gateway answers.
    event.respondWith(fetch(request).catch(() => caches.match('./')));
  } else if (request.url.startsWith(`${scope}assets/`)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { hash = '' } = event.notification.data ?? {};
  event.waitUntil(
    self.clients.matchAll({ type: 'window' }).then(async ([open]) => {
      if (open === undefined) return self.clients.openWindow(`./${hash}`);
      await open.focus();
      return open.navigate(`./${hash}`);
    }),
  );
});
