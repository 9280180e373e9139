import { isAuthorized } from './api.js';
import { Chat } from './chat.js';
import { watchConnection } from './connection.js';
import { byId, element } from './dom.js';
import { createSidebar } from './sidebar.js';
import {
  listConversations,
  newConversation,
  readChoice,
  readTranscript,
  removeConversation,
  writeChoice,
} from './store.js';
import { applyTexts, initialLanguage, textsOf } from './texts.js';

let language = initialLanguage(readChoice('language'), navigator.language);
const getTexts = () => textsOf(language);

const chat = new Chat({
  getTexts,
  getLanguage: () => language,
  onChange: () => renderFrame(),
  onUnauthorized: () => askForToken(),
});
const connection = watchConnection(getTexts);
const sidebar = createSidebar({
  onNew: () => openConversation(newConversation(), []),
  onOpen: (conversation) => openConversation(conversation, readTranscript(conversation.id)),
  onRemove: (conversation) => {
    removeConversation(conversation.id);
    if (conversation.id === chat.conversation.id) openConversation(newConversation(), []);
    else renderFrame();
  },
});

function openConversation(conversation, transcript) {
  chat.open(conversation, transcript);
  byId('prompt').focus();
}

function renderFrame() {
  const t = getTexts();
  const current = chat.conversation;
  sidebar.render(listConversations(), current.id, t);
  byId('title').textContent = current.title === '' ? t.untitled : current.title;
  document.title = current.title === '' ? 'Homarus' : `${current.title} · Homarus`;
  byId('welcome').hidden = !chat.isEmpty;
  const answeredBy = chat.answeredBy;
  byId('model').hidden = answeredBy === undefined;
  byId('model').textContent = answeredBy ?? '';
}

function renderAll() {
  const t = getTexts();
  applyTexts(document, language);
  byId('language').textContent = language === 'zh' ? 'EN' : '中';
  byId('examples').replaceChildren(
    ...t.examples.map((text) =>
      element('button', { type: 'button', onclick: () => chat.propose(text) }, text),
    ),
  );
  connection.show();
  chat.render();
  renderFrame();
}

function askForToken(problem = '') {
  byId('token-form').hidden = false;
  byId('composer').hidden = true;
  byId('token').setCustomValidity(problem);
  byId('token').focus();
  if (problem !== '') byId('token').reportValidity();
}

async function takeToken(token) {
  if (!(await isAuthorized(token))) {
    askForToken(getTexts().tokenWrong);
    return;
  }
  writeChoice('token', token);
  byId('token').value = '';
  byId('token-form').hidden = true;
  byId('composer').hidden = false;
  byId('prompt').focus();
}

byId('token').addEventListener('input', () => byId('token').setCustomValidity(''));
byId('token-form').addEventListener('submit', (event) => {
  event.preventDefault();
  takeToken(byId('token').value.trim()).catch(() => connection.check());
});
byId('language').addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh';
  writeChoice('language', language);
  renderAll();
});
byId('theme').addEventListener('click', () => {
  const isSystemDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const shown = document.documentElement.dataset.theme ?? (isSystemDark ? 'dark' : 'light');
  const other = shown === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.theme = other;
  writeChoice('theme', other);
});

const theme = readChoice('theme');
if (theme !== null) document.documentElement.dataset.theme = theme;
openConversation(newConversation(), []);
renderAll();
connection.check().catch(() => undefined);
isAuthorized(readChoice('token'))
  .then((isIn) => (isIn ? undefined : askForToken()))
  .catch(() => undefined);
