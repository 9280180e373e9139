import type { ComponentProps } from 'preact';

import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'class' | 'icon'> {
  readonly class?: string;
  readonly icon: IconName;
  /** What it does, for screen readers and as a hint. */
  readonly label: string;
}

export function IconButton({ icon, label, class: name = '', ...rest }: IconButtonProps) {
  return (
    <button type="button" aria-label={label} title={label} {...rest} class={`icon-button ${name}`}>
      <Icon name={icon} />
    </button>
  );
}
