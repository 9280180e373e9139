import { byId, element } from './dom.js';

/**
 * The list of conversations; a drawer on a phone. `actions`: `onOpen(conversation)`,
 * `onRemove(conversation)`, `onNew()`.
 */
export function createSidebar(actions) {
  const sidebar = byId('sidebar');
  const setOpen = (isOpen) => {
    sidebar.classList.toggle('open', isOpen);
    byId('scrim').hidden = !isOpen;
    byId('open-sidebar').setAttribute('aria-expanded', String(isOpen));
    if (isOpen) byId('new-conversation').focus();
  };
  byId('open-sidebar').addEventListener('click', () => setOpen(true));
  byId('close-sidebar').addEventListener('click', () => setOpen(false));
  byId('scrim').addEventListener('click', () => setOpen(false));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') setOpen(false);
  });
  byId('new-conversation').addEventListener('click', () => {
    setOpen(false);
    actions.onNew();
  });
  return {
    render(conversations, currentId, t) {
      const items = conversations.map((conversation) => {
        const open = () => {
          setOpen(false);
          actions.onOpen(conversation);
        };
        const isCurrent = conversation.id === currentId;
        return conversationItem({ conversation, isCurrent, open, t, remove: actions.onRemove });
      });
      byId('conversations').replaceChildren(...items);
    },
  };
}

function conversationItem({ conversation, isCurrent, open, t, remove }) {
  const title = conversation.title === '' ? t.untitled : conversation.title;
  const button = element(
    'button',
    { type: 'button', className: 'conversation', onclick: open },
    title,
  );
  if (isCurrent) button.setAttribute('aria-current', 'true');
  const bin = element(
    'button',
    {
      type: 'button',
      className: 'icon-button remove',
      title: t.remove,
      'aria-label': `${t.remove}: ${title}`,
      onclick: () => remove(conversation),
    },
    '✕',
  );
  return element('li', {}, button, bin);
}
