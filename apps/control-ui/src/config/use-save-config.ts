import { useApp } from '../app.ts';
import { useManageTexts } from '../texts/manage/index.ts';

type SaveConfig = (
  method: 'config.patch' | 'config.set',
  raw: string,
  baseHash: string,
) => Promise<void>;

/** Saves, and says whether a restart is needed. Rejects when the gateway refuses the change. */
export function useSaveConfig(onSaved: () => void): SaveConfig {
  const { gateway, toasts } = useApp();
  const { config: t } = useManageTexts();
  return async (method, raw, baseHash) => {
    const { restartPaths } = await gateway.client.value.call(method, { raw, baseHash });
    toasts.show(restartPaths.length === 0 ? t.saved : t.restart(restartPaths.join(', ')));
    onSaved();
  };
}
