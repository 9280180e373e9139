import { useApp, useTexts } from '../app.ts';
import { IconButton } from '../components/icon-button.tsx';
import { Icon } from '../components/icon.tsx';

/** The files that go with the message that is being written. */
export function DraftFiles() {
  const { draft } = useApp();
  const t = useTexts();
  const files = draft.attachments.value;
  if (files.length === 0) return null;
  return (
    <ul class="files">
      {files.map(({ id, name, mimeType, dataUrl }) => (
        <li key={id} class="file">
          {mimeType.startsWith('image/') ? <img src={dataUrl} alt="" /> : <Icon name="file" />}
          <span>{name}</span>
          <IconButton
            icon="close"
            label={t.composer.remove(name)}
            onClick={() => draft.detach(id)}
          />
        </li>
      ))}
    </ul>
  );
}
