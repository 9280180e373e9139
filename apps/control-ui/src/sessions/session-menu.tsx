import type { SessionRow } from '@homarus/protocol';

import { useApp, useTexts } from '../app.ts';
import { Menu, MenuItem } from '../components/menu.tsx';

interface SessionMenuProps {
  readonly row: SessionRow;
  readonly onRename: () => void;
  readonly onClose: () => void;
}

export function SessionMenu({ row, onRename, onClose }: SessionMenuProps) {
  const { sessions, toasts, conversation, startConversation, attempt } = useApp();
  const t = useTexts();
  const { key, displayName, pinned } = row;
  const archive = async (): Promise<void> => {
    await sessions.archive(key);
    if (conversation.key.value === key) startConversation();
    const restore = (): void => attempt(sessions.restore(key));
    toasts.show(t.sessions.archived(displayName), { label: t.sessions.undo, run: restore });
  };
  const choose = (action: () => void) => (): void => {
    onClose();
    action();
  };
  return (
    <Menu label={t.sessions.more(displayName)} onClose={onClose}>
      <MenuItem onSelect={choose(onRename)}>{t.sessions.rename}</MenuItem>
      <MenuItem onSelect={choose(() => attempt(sessions.setPinned(key, !pinned)))}>
        {pinned ? t.sessions.unpin : t.sessions.pin}
      </MenuItem>
      <MenuItem onSelect={choose(() => attempt(archive()))}>{t.sessions.archive}</MenuItem>
    </Menu>
  );
}
