import { byId } from './dom.js';
import { answerMessage, userMessage } from './messages.js';

/** The messages on the page. `onRetry` is offered under a last answer that failed. */
export function createLogView({ getTexts, getLanguage, onRetry }) {
  const log = byId('log');

  const show = (answer, message, isLast) => {
    const retry = message.error !== undefined && isLast ? onRetry : undefined;
    answer.show(message, { onRetry: retry, language: getLanguage() });
  };

  return {
    render(transcript, running) {
      const t = getTexts();
      const nodes = transcript.map((message, index) => {
        if (message.role === 'user') return userMessage(message.text, t);
        const answer = answerMessage(t);
        show(answer, message, index === transcript.length - 1);
        return answer.node;
      });
      log.replaceChildren(...nodes);
      if (running !== undefined) log.append(running.node);
      scrollToEnd();
    },
    addUser(text) {
      log.append(userMessage(text, getTexts()));
    },
    /** An answer that is being made: `{node, showText, show}`. */
    addAnswer() {
      const answer = answerMessage(getTexts());
      log.append(answer.node);
      scrollToEnd();
      return answer;
    },
    finish(answer, message) {
      const wasAtEnd = isAtEnd();
      show(answer, message, true);
      if (wasAtEnd) scrollToEnd();
    },
  };
}

/** Shows text at most once a frame, however fast it comes. */
export function paced(answer) {
  let latest;
  return (text) => {
    if (latest === undefined) {
      requestAnimationFrame(() => {
        const wasAtEnd = isAtEnd();
        if (answer.node.getAttribute('aria-busy') === 'true') answer.showText(latest);
        latest = undefined;
        if (wasAtEnd) scrollToEnd();
      });
    }
    latest = text;
  };
}

function isAtEnd() {
  const scroll = byId('scroll');
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
}

function scrollToEnd() {
  const scroll = byId('scroll');
  scroll.scrollTop = scroll.scrollHeight;
}
