import { byId } from './dom.js';

/** The field and its buttons. `actions`: `onSubmit(text)`, `onStop()`. */
export function createComposer({ onSubmit, onStop }) {
  const prompt = byId('prompt');
  const fit = () => {
    prompt.style.height = 'auto';
    prompt.style.height = `${Math.min(prompt.scrollHeight, 220)}px`;
  };
  const send = () => {
    if (byId('send').hidden || prompt.value.trim() === '') return;
    const text = prompt.value;
    prompt.value = '';
    fit();
    onSubmit(text);
  };
  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  prompt.addEventListener('input', fit);
  prompt.addEventListener('keydown', (event) => {
    // An input method uses Enter to choose a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  byId('stop').addEventListener('click', () => {
    onStop();
    prompt.focus();
  });
  return {
    /** Puts a text into the field, for the person to send or change. */
    propose(text) {
      prompt.value = text;
      fit();
      prompt.focus();
    },
    setRunning(isRunning) {
      byId('send').hidden = isRunning;
      byId('stop').hidden = !isRunning;
    },
  };
}
