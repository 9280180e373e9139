import { useTexts } from '../app.ts';
import type { CommandName } from './commands.ts';

interface CommandListProps {
  readonly names: readonly CommandName[];
  readonly chosen: number;
  readonly onChoose: (name: CommandName) => void;
}

/** The commands that begin with what was written; the field's arrows move in it. */
export function CommandList({ names, chosen, onChoose }: CommandListProps) {
  const t = useTexts();
  return (
    <ul class="commands" role="listbox" aria-label={t.composer.commands}>
      {names.map((name, index) => (
        <li
          key={name}
          role="option"
          aria-selected={index === chosen}
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(name);
          }}
        >
          <code>/{name}</code>
          <span>{t.commands[name]}</span>
        </li>
      ))}
    </ul>
  );
}
