import { useApp, useTexts } from '../app.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { Icon } from '../components/icon.tsx';
import { Markdown } from '../components/markdown.tsx';
import { problemText } from '../problems/problem.ts';
import type { AnswerItem, AnswerPart } from './chat-item.ts';
import { MemoryUsed } from './memory-used.tsx';
import { ToolStepView } from './tool-step-view.tsx';

interface AnswerProps {
  readonly item: AnswerItem;
  readonly isLast: boolean;
}

/** Everything that was said and done to answer one message. */
export function AnswerView({ item, isLast }: AnswerProps) {
  const { chat } = useTexts();
  const { parts, isBusy, phase = '' } = item;
  const last = parts.at(-1);
  const isSeen = last?.type === 'text' || (last?.type === 'tool' && last.result === undefined);
  return (
    <article class="message assistant" aria-label={chat.assistant} aria-busy={isBusy}>
      {parts.map((part, index) => (
        <PartView key={index} part={part} isBusy={isBusy} />
      ))}
      {isBusy && !isSeen ? (
        <p class="working">
          {last === undefined ? (chat.phases[phase] ?? chat.working) : chat.working}
        </p>
      ) : null}
      {isBusy ? null : <Foot item={item} isLast={isLast} />}
    </article>
  );
}

function PartView({ part, isBusy }: { readonly part: AnswerPart; readonly isBusy: boolean }) {
  const { chat } = useTexts();
  switch (part.type) {
    case 'text':
      return <Markdown text={part.text} />;
    case 'tool':
      return <ToolStepView step={part} isBusy={isBusy} />;
    default:
      return (
        <details class="step thoughts">
          <summary>{chat.thinking}</summary>
          <p>{part.text}</p>
        </details>
      );
  }
}

function Foot({ item, isLast }: AnswerProps) {
  const { memory } = useTexts();
  const { note, parts } = item;
  const text = parts.flatMap((part) => (part.type === 'text' ? part.text : [])).join('\n\n');
  return (
    <div class="foot">
      <Outcome item={item} isLast={isLast} />
      {note.recalled === undefined ? null : <MemoryUsed recalled={note.recalled} />}
      {note.degraded === undefined || note.degraded.length === 0 ? null : (
        <p class="warning">{memory.degraded(note.degraded.join('; '))}</p>
      )}
      <div class="meta">
        {note.answeredBy === undefined ? null : <span>{note.answeredBy}</span>}
        {text === '' ? null : <CopyButton text={text} />}
        {isLast && note.outcome !== 'failed' && note.outcome !== 'aborted' ? <AskAgain /> : null}
      </div>
    </div>
  );
}

/** Says the last message once more. */
function AskAgain() {
  const { conversation, attempt } = useApp();
  const { chat } = useTexts();
  const asked = conversation.items.value.findLast((item) => item.kind === 'user');
  if (asked?.kind !== 'user' || asked.text === '') return null;
  const { id, text, files } = asked;
  // The files of a message cannot be said again: it stays where it is.
  const replaces = files.length === 0 && asked.waiting === undefined ? id : undefined;
  return (
    <button
      type="button"
      class="quiet"
      onClick={() => attempt(conversation.send({ text, attachments: [], replaces }))}
    >
      <Icon name="again" />
      {chat.askAgain}
    </button>
  );
}

function Outcome({ item: { note, runId }, isLast }: AnswerProps) {
  const { conversation, attempt } = useApp();
  const t = useTexts();
  const { chat } = t;
  if (note.outcome !== 'failed' && note.outcome !== 'aborted') return null;
  const isFailed = note.outcome === 'failed';
  const { error: message, errorCode: code = '' } = note;
  const reason = message === undefined ? chat.stoppedBefore : problemText({ code, message }, t);
  return (
    <p class={isFailed ? 'error' : 'muted'} role={isFailed ? 'alert' : undefined}>
      {isFailed ? reason : chat.stopped}{' '}
      {isLast && runId !== undefined ? (
        <button type="button" class="link" onClick={() => attempt(conversation.resume(runId))}>
          <Icon name="again" />
          {chat.answerAgain}
        </button>
      ) : null}
    </p>
  );
}
