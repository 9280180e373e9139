import { ApiError, streamTurn } from './api.js';

/**
 * Runs one turn and answers the finished message of the transcript. `onText` is called with the whole
 * text so far. What goes wrong is in the message's `error`; `isUnauthorized` asks for a token.
 */
export async function runTurn(request, onText, t) {
  const message = { role: 'assistant', text: '' };
  let isComplete = false;
  try {
    for await (const event of streamTurn(request)) {
      if (event.type === 'response.output_text.delta') {
        message.text += event.delta;
        onText(message.text);
      } else if (event.type === 'error') {
        message.error = event.message;
      } else if (isEnd(event.type)) {
        isComplete = true;
        Object.assign(message, extraOf(event.response));
      }
    }
    if (!isComplete && message.error === undefined) message.error = t.broken;
  } catch (error) {
    message.error = errorText(error, message.text, t);
    message.isUnauthorized = error instanceof ApiError && error.status === 401;
  }
  return message;
}

function isEnd(type) {
  return ['response.completed', 'response.incomplete', 'response.failed'].includes(type);
}

function extraOf(response) {
  const { answeredBy, recalled, degraded } = response.homarus ?? {};
  return {
    answeredBy,
    recalled,
    degraded,
    ...(response.error === null ? {} : { error: response.error.message }),
  };
}

function errorText(error, textSoFar, t) {
  if (error.name === 'AbortError') return t.stopped;
  if (error instanceof ApiError && error.status !== 0) return error.message;
  return textSoFar === '' ? t.unreachable : t.broken;
}
