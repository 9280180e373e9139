import { useApp } from '../app.ts';

/** Takes files into the draft, and says which ones are too big. */
export function useAttach(): (files: Iterable<File>) => void {
  const { draft, toasts, settings, attempt } = useApp();
  const attach = async (files: Iterable<File>): Promise<void> => {
    const refused = await draft.attach(files);
    for (const name of refused) toasts.show(settings.t.value.composer.tooBig(name));
  };
  return (files) => attempt(attach(files));
}
