import '../styles/operate.css';

import type { DevicePaired, DevicePairRequest } from '@homarus/protocol';

import { useApp } from '../app.ts';
import { useFormat } from '../components/format.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Card, Page } from '../components/page.tsx';
import { useEvent } from '../components/use-event.ts';
import { useLoad } from '../components/use-load.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import { DeviceItem } from './device-item.tsx';
import { useScopeNames } from './use-scope-names.ts';

/** Which devices may connect, and their tokens. */
export function DevicesView() {
  const { gateway } = useApp();
  const list = useLoad(() => gateway.client.value.call('device.pair.list'), []);
  useEvent('device.pair.requested', list.reload);
  useEvent('device.pair.resolved', list.reload);
  // A device gets its token, and is seen, when it connects.
  useEvent('presence', list.reload);
  return (
    <Page>
      <LoadedView loaded={list}>
        {({ pending, paired }) => (
          <>
            <Pending requests={pending} onDecided={list.reload} />
            <Paired devices={paired} onChanged={list.reload} />
          </>
        )}
      </LoadedView>
    </Page>
  );
}

interface PendingProps {
  readonly requests: readonly DevicePairRequest[];
  readonly onDecided: () => void;
}

function Pending({ requests, onDecided }: PendingProps) {
  const { devices: t } = useManageTexts();
  return (
    <Card title={t.pending}>
      {requests.length === 0 ? <p class="note">{t.noPending}</p> : null}
      <ul class="items" aria-live="polite">
        {requests.map((request) => (
          <PendingItem key={request.requestId} request={request} onDecided={onDecided} />
        ))}
      </ul>
    </Card>
  );
}

interface PendingItemProps {
  readonly request: DevicePairRequest;
  readonly onDecided: () => void;
}

function PendingItem({ request, onDecided }: PendingItemProps) {
  const { gateway, attempt } = useApp();
  const { devices: t } = useManageTexts();
  const { relative } = useFormat();
  const namesOf = useScopeNames();
  const { requestId, displayName, deviceId, platform, remoteIp, scopes, isRepair, ts } = request;
  const decide = (decision: 'approve' | 'reject'): void =>
    attempt(gateway.client.value.call(`device.pair.${decision}`, { requestId }).then(onDecided));
  return (
    <li class="item">
      <p class="item-title">{displayName ?? deviceId.slice(0, 12)}</p>
      <p class="facts">
        {isRepair ? <span class="chip">{t.again}</span> : null}
        <span>{[platform, remoteIp].filter(Boolean).join(' · ')}</span>
        <span>{t.asked(relative(ts))}</span>
        <span>
          {t.wants}: {namesOf(scopes)}
        </span>
        <span class="mono">{requestId}</span>
      </p>
      <div class="row">
        <button type="button" class="primary" onClick={() => decide('approve')}>
          {t.approve}
        </button>
        <button type="button" class="secondary" onClick={() => decide('reject')}>
          {t.reject}
        </button>
      </div>
    </li>
  );
}

interface PairedProps {
  readonly devices: readonly DevicePaired[];
  readonly onChanged: () => void;
}

function Paired({ devices, onChanged }: PairedProps) {
  const { devices: t } = useManageTexts();
  const seenAt = ({ lastSeenAtMs = 0, approvedAtMs }: DevicePaired): number =>
    Math.max(lastSeenAtMs, approvedAtMs);
  return (
    <Card title={t.paired}>
      {devices.length === 0 ? <p class="note">{t.noPaired}</p> : null}
      <ul class="items">
        {devices
          .toSorted((a, b) => seenAt(b) - seenAt(a))
          .map((device) => (
            <DeviceItem key={device.deviceId} device={device} onChanged={onChanged} />
          ))}
      </ul>
    </Card>
  );
}
