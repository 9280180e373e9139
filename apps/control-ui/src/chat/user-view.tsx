import { useApp, useTexts } from '../app.ts';
import { Icon } from '../components/icon.tsx';
import { problemText } from '../problems/problem.ts';
import type { ShownFile, UserItem, Waiting } from './chat-item.ts';

interface UserProps {
  readonly item: UserItem;
  /** Whether it can be changed. */
  readonly isOpen: boolean;
}

/** A message of the person. */
export function UserView({ item, isOpen }: UserProps) {
  const { draft, conversation } = useApp();
  const t = useTexts();
  const { id, text, files, waiting } = item;
  const change = (): void => {
    const place = { sessionKey: conversation.key.value, messageId: id };
    draft.change({ ...place, hasFiles: files.length > 0 }, text);
  };
  return (
    <article
      class={waiting === undefined ? 'message user' : 'message user waiting'}
      aria-label={t.chat.you}
    >
      {files.length === 0 ? null : (
        <ul class="files">
          {files.map((file, index) => (
            <FileView key={index} file={file} />
          ))}
        </ul>
      )}
      {text === '' ? null : <div class="bubble">{text}</div>}
      {waiting === undefined && isOpen ? (
        <div class="tools">
          <button type="button" class="quiet" onClick={change}>
            <Icon name="pencil" />
            {t.chat.edit}
          </button>
        </div>
      ) : null}
      {waiting === undefined ? null : <WaitingLine waiting={waiting} />}
    </article>
  );
}

function WaitingLine({ waiting }: { readonly waiting: Waiting }) {
  const { conversation, draft, attempt } = useApp();
  const t = useTexts();
  const { runId, state, problem } = waiting;
  const reason = problem === undefined ? '' : problemText(problem, t);
  const takeBack = async (): Promise<void> => draft.propose(await conversation.takeBack(runId));
  if (state === 'sending') return <p class="waiting-line">{t.chat.sending}</p>;
  return (
    <p class={state === 'failed' ? 'waiting-line error' : 'waiting-line'}>
      {state === 'failed' ? t.chat.notSent(reason) : t.chat.queued}{' '}
      {state === 'failed' ? (
        <button type="button" class="link" onClick={() => attempt(conversation.sendAgain(runId))}>
          {t.retry}
        </button>
      ) : null}{' '}
      <button type="button" class="link" onClick={() => attempt(takeBack())}>
        {t.chat.takeBack}
      </button>
    </p>
  );
}

function FileView({ file }: { readonly file: ShownFile }) {
  const { chat } = useTexts();
  const { name, mimeType, picture } = file;
  const isPicture = mimeType.startsWith('image/');
  const label = name === '' ? (isPicture ? chat.picture : chat.file) : name;
  return (
    <li class="file">
      {picture === undefined ? <Icon name="file" /> : <img src={picture} alt={label} />}
      {picture === undefined ? <span>{label}</span> : null}
    </li>
  );
}
