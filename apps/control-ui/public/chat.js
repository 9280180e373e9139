import { createComposer } from './composer.js';
import { createLogView, paced } from './log-view.js';
import { listConversations, newConversation, readChoice, saveConversation } from './store.js';
import { runTurn } from './turn.js';

/**
 * The conversation that is open. `host`: `getTexts()`, `getLanguage()`, `onChange()` when the list or
 * the title is another, `onUnauthorized()`.
 */
export class Chat {
  #host;
  #composer;
  #log;
  #conversation = newConversation();
  #transcript = [];
  /** `{answer, abort}` while an answer is being made. */
  #running;

  constructor(host) {
    this.#host = host;
    this.#log = createLogView({ ...host, onRetry: () => this.#retry() });
    this.#composer = createComposer({
      onSubmit: (text) => this.#submit(text),
      onStop: () => this.#running?.abort.abort(),
    });
  }

  get conversation() {
    return this.#conversation;
  }

  get isEmpty() {
    return this.#transcript.length === 0;
  }

  get answeredBy() {
    return this.#transcript.findLast((message) => message.answeredBy)?.answeredBy;
  }

  render() {
    this.#log.render(this.#transcript, this.#running?.answer);
  }

  propose(text) {
    this.#composer.propose(text);
  }

  open(conversation, transcript) {
    this.#running?.abort.abort();
    this.#running = undefined;
    this.#conversation = conversation;
    this.#transcript = transcript;
    this.#composer.setRunning(false);
    this.render();
    this.#host.onChange();
  }

  #submit(text) {
    if (this.#conversation.title === '') {
      this.#conversation = { ...this.#conversation, title: titleOf(text) };
    }
    this.#transcript.push({ role: 'user', text });
    this.#log.addUser(text);
    this.#save();
    void this.#answer(text);
  }

  #retry() {
    this.#transcript.pop();
    this.render();
    const last = this.#transcript.findLast((message) => message.role === 'user');
    if (last !== undefined) void this.#answer(last.text);
  }

  async #answer(text) {
    const running = { answer: this.#log.addAnswer(), abort: new AbortController() };
    this.#running = running;
    this.#composer.setRunning(true);
    const conversation = this.#conversation;
    const transcript = this.#transcript;
    const { sessionKey } = conversation;
    const request = { text, sessionKey, token: readChoice('token'), signal: running.abort.signal };
    const message = await runTurn(request, paced(running.answer), this.#host.getTexts());
    const { isUnauthorized, ...kept } = message;
    transcript.push(kept);
    if (this.#running !== running) {
      // Another conversation was opened meanwhile, which stopped this one, or removed it.
      const isListed = listConversations().some((listed) => listed.id === conversation.id);
      if (isListed) saveConversation(conversation, transcript);
      return;
    }
    this.#running = undefined;
    this.#composer.setRunning(false);
    this.#log.finish(running.answer, kept);
    this.#save();
    if (isUnauthorized === true) this.#host.onUnauthorized();
  }

  #save() {
    this.#conversation = { ...this.#conversation, updatedAt: Date.now() };
    saveConversation(this.#conversation, this.#transcript);
    this.#host.onChange();
  }
}

function titleOf(text) {
  const line = text.trim().split('\n')[0];
  const characters = Array.from(line);
  return characters.length <= 48 ? line : `${characters.slice(0, 47).join('')}…`;
}
