import { useApp } from '../app.ts';
import { IconButton } from '../components/icon-button.tsx';

export function ToastsView() {
  const { toasts, settings } = useApp();
  const t = settings.t.value;
  return (
    <div class="toasts" role="status">
      {toasts.all.value.map(({ id, text, action }) => (
        <div class="toast" key={id}>
          <span>{text}</span>
          {action === undefined ? null : (
            <button
              type="button"
              class="link"
              onClick={() => {
                action.run();
                toasts.dismiss(id);
              }}
            >
              {action.label}
            </button>
          )}
          <IconButton icon="close" label={t.close} onClick={() => toasts.dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
