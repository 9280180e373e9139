/**
 * What this browser keeps: a list of conversations, a transcript of each, the token and the choices
 * of language and theme. Storage that is full, or forbidden, never breaks the page: the oldest
 * transcripts are dropped, and at worst nothing is kept.
 */
const prefix = 'homarus.';

export function readChoice(name) {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

export function writeChoice(name, value) {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  } catch {
    // The choice then holds for this visit.
  }
}

/** `[{id, sessionKey, title, updatedAt}]`, last used first. */
export function listConversations() {
  const list = readJson('conversations', []);
  return list.toSorted((a, b) => b.updatedAt - a.updatedAt);
}

export function newConversation() {
  const id = randomId();
  return { id, sessionKey: `agent:main:web:${id}`, title: '', updatedAt: Date.now() };
}

// `crypto.randomUUID` exists on https and localhost only.
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** `[{role: 'user' | 'assistant', text, answeredBy?, recalled?, degraded?, error?}]` */
export function readTranscript(id) {
  return readJson(`transcript.${id}`, []);
}

/** Keeps the conversation and its transcript; the oldest ones go when there is no room. */
export function saveConversation(conversation, transcript) {
  const others = listConversations().filter((other) => other.id !== conversation.id);
  let list = [conversation, ...others];
  for (;;) {
    const isKept =
      tryWrite(`transcript.${conversation.id}`, transcript) && tryWrite('conversations', list);
    if (isKept || list.length === 1) return;
    writeChoice(`transcript.${list.at(-1).id}`, null);
    list = list.slice(0, -1);
  }
}

export function removeConversation(id) {
  writeChoice(`transcript.${id}`, null);
  tryWrite(
    'conversations',
    listConversations().filter((other) => other.id !== id),
  );
}

function readJson(name, fallback) {
  try {
    return JSON.parse(readChoice(name)) ?? fallback;
  } catch {
    return fallback;
  }
}

function tryWrite(name, value) {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
