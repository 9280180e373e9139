import { element } from './dom.js';
import { renderMarkdown } from './markdown.js';

/** The node of a message of the person. */
export function userMessage(text, t) {
  return element(
    'article',
    { className: 'message user', 'aria-label': t.you },
    element('div', { className: 'bubble' }, text),
  );
}

/**
 * The node of an answer, and how to change it while it comes. `show` renders a message of the
 * transcript: `{text, answeredBy?, recalled?, degraded?, tools?, error?}`.
 */
export function answerMessage(t) {
  const content = element('div', { className: 'content' });
  const status = element('p', { className: 'working' }, t.thinking);
  const foot = element('div', { className: 'foot' });
  const node = element(
    'article',
    { className: 'message assistant', 'aria-label': t.assistant, 'aria-busy': 'true' },
    content,
    status,
    foot,
  );
  return {
    node,
    showText(text) {
      content.replaceChildren(...renderMarkdown(text));
    },
    show(message, { onRetry, language }) {
      content.replaceChildren(...renderMarkdown(message.text));
      status.remove();
      node.setAttribute('aria-busy', 'false');
      foot.replaceChildren(...footOf(message, { t, onRetry, language }));
    },
  };
}

function footOf(message, { t, onRetry, language }) {
  const parts = [];
  if (message.error !== undefined) parts.push(errorLine(message.error, t, onRetry));
  if (message.recalled !== undefined) parts.push(memoryUsed(message.recalled, t, language));
  if (message.degraded?.length > 0) {
    parts.push(element('p', { className: 'warning' }, t.degraded(message.degraded.join('; '))));
  }
  const meta = element('div', { className: 'meta' });
  if (message.answeredBy !== undefined) meta.append(element('span', {}, message.answeredBy));
  if (message.text !== '') meta.append(copyButton(message.text, t));
  if (meta.childNodes.length > 0) parts.push(meta);
  return parts;
}

function errorLine(error, t, onRetry) {
  const line = element('p', { className: 'error', role: 'alert' }, error);
  if (onRetry !== undefined) {
    line.append(
      ' ',
      element('button', { type: 'button', className: 'link', onclick: onRetry }, t.retry),
    );
  }
  return line;
}

function memoryUsed(recalled, t, language) {
  if (recalled.length === 0) return element('p', { className: 'memory none' }, t.usedNoMemory);
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const items = recalled.map((item) =>
    element(
      'li',
      {},
      element('span', { className: 'memory-text' }, item.text),
      element('time', {}, date.format(item.createdAt)),
    ),
  );
  return element(
    'details',
    { className: 'memory' },
    element('summary', {}, t.usedMemory(recalled.length)),
    element('ul', {}, ...items),
  );
}

function copyButton(text, t) {
  const button = element('button', { type: 'button', className: 'link' }, t.copy);
  button.addEventListener('click', () => {
    navigator.clipboard
      ?.writeText(text)
      .then(() => {
        button.textContent = t.copied;
      })
      .catch(() => undefined);
  });
  return button;
}
