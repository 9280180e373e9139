import '../styles/operate.css';

import type { PluginShape } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp } from '../app.ts';
import { Facts } from '../components/facts.tsx';
import { LoadedView } from '../components/loaded-view.tsx';
import { Page } from '../components/page.tsx';
import { StatusDot } from '../components/status-dot.tsx';
import type { Tone } from '../components/status-dot.tsx';
import { useLoad } from '../components/use-load.ts';
import { useManageTexts } from '../texts/manage/index.ts';

/** The plugins that were found, and how they are. */
export function PluginsView() {
  const { gateway } = useApp();
  const { plugins: t } = useManageTexts();
  const list = useLoad(() => gateway.client.value.call('plugins.list'), []);
  return (
    <Page>
      <LoadedView loaded={list}>
        {({ plugins }) => (
          <>
            {plugins.length === 0 ? <p class="note">{t.none}</p> : null}
            <ul class="items">
              {plugins.map((plugin) => (
                <PluginItem key={plugin.id} plugin={plugin} onChanged={list.reload} />
              ))}
            </ul>
          </>
        )}
      </LoadedView>
    </Page>
  );
}

interface PluginItemProps {
  readonly plugin: PluginShape;
  readonly onChanged: () => void;
}

function toneOf({ enabled, status, error }: PluginShape): Tone {
  if (!enabled) return 'off';
  if (status === 'ready') return error === undefined ? 'good' : 'limited';
  return status === 'degraded' ? 'limited' : 'bad';
}

function PluginItem({ plugin, onChanged }: PluginItemProps) {
  const { plugins: t } = useManageTexts();
  const isOpen = useSignal(false);
  const { id, name, description, version, status, error, slots, enabled } = plugin;
  return (
    <li class="item">
      <p class="item-title">
        <StatusDot tone={toneOf(plugin)} />
        {name}
        {version === undefined ? null : <span class="chip">{version}</span>}
      </p>
      {description === undefined ? null : <p class="muted clamp">{description}</p>}
      <p class="facts">
        <span>{id}</span>
        <span>{t.statuses[status] ?? status}</span>
        {slots.map((slot) => (
          <span key={slot} class="chip">
            {t.slot(slot)}
          </span>
        ))}
      </p>
      {error === undefined ? null : <p class={enabled ? 'error' : 'note'}>{error}</p>}
      <div class="actions">
        <button
          type="button"
          class="quiet"
          aria-expanded={isOpen.value}
          onClick={() => {
            isOpen.value = !isOpen.value;
          }}
        >
          {t.offers}
        </button>
        {status === 'broken' ? null : <PluginSwitch plugin={plugin} onChanged={onChanged} />}
      </div>
      {isOpen.value ? <PluginOffers id={id} /> : null}
    </li>
  );
}

/** Switches it on or off in the configuration file; plugins are loaded at a start. */
function PluginSwitch({ plugin: { id, enabled }, onChanged }: PluginItemProps) {
  const { gateway, toasts, attempt } = useApp();
  const { plugins: t } = useManageTexts();
  const change = async (): Promise<void> => {
    const raw = JSON.stringify({ plugins: { entries: { [id]: { enabled: !enabled } } } });
    const { restartRequired } = await gateway.client.value.call('config.patch', { raw });
    toasts.show(restartRequired ? t.restart : t.saved);
    onChanged();
  };
  return (
    <button type="button" class="quiet" onClick={() => attempt(change())}>
      {enabled ? t.switchOff : t.switchOn}
    </button>
  );
}

function PluginOffers({ id }: { readonly id: string }) {
  const { gateway } = useApp();
  const { plugins: t } = useManageTexts();
  const report = useLoad(() => gateway.client.value.call('plugins.inspect', { id }), [id]);
  return (
    <div class="preview">
      <LoadedView loaded={report}>
        {({ plugin: { offers, folder } }) => (
          <Facts
            facts={[
              [t.folder, folder],
              ...Object.entries(offers).map(
                ([kind, names]) => [t.kinds[kind] ?? kind, names.join(', ')] as const,
              ),
            ]}
          />
        )}
      </LoadedView>
    </div>
  );
}
