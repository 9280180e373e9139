import type { DevicePaired, DeviceTokenSummary } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp } from '../app.ts';
import { ConfirmButton } from '../components/confirm-button.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { useFormat } from '../components/format.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import { useScopeNames } from './use-scope-names.ts';

interface DeviceItemProps {
  readonly device: DevicePaired;
  readonly onChanged: () => void;
}

/** A device that was approved, with its tokens. */
export function DeviceItem({ device, onChanged }: DeviceItemProps) {
  const { gateway, toasts, attempt } = useApp();
  const own = gateway.deviceId.value;
  const { devices: t } = useManageTexts();
  const { relative } = useFormat();
  const namesOf = useScopeNames();
  const { deviceId, platform, clientId, remoteIp, scopes, tokens } = device;
  const name = device.displayName ?? deviceId.slice(0, 12);
  const remove = async (): Promise<void> => {
    await gateway.client.value.call('device.pair.remove', { deviceId });
    toasts.show(t.removed);
    onChanged();
  };
  return (
    <li class="item">
      <p class="item-title">
        {name}
        {deviceId === own ? <span class="chip">{t.thisOne}</span> : null}
      </p>
      <p class="facts">
        <span>{[clientId, platform, remoteIp].filter(Boolean).join(' · ')}</span>
        {device.lastSeenAtMs === undefined ? null : (
          <span>{t.seen(relative(device.lastSeenAtMs))}</span>
        )}
        <span>{t.approved(relative(device.approvedAtMs))}</span>
        <span>
          {t.may}: {namesOf(scopes)}
        </span>
        <span class="mono">{deviceId.slice(0, 12)}</span>
      </p>
      {tokens.map((token) => (
        <TokenRow
          key={token.role}
          device={{ deviceId, name }}
          token={token}
          onChanged={onChanged}
        />
      ))}
      <div class="actions">
        <ConfirmButton
          label={t.remove}
          question={t.removeQuestion(name)}
          onConfirm={() => attempt(remove())}
        />
      </div>
    </li>
  );
}

interface TokenRowProps {
  readonly device: { readonly deviceId: string; readonly name: string };
  readonly token: DeviceTokenSummary;
  readonly onChanged: () => void;
}

function TokenRow({ device: { deviceId, name }, token, onChanged }: TokenRowProps) {
  const { gateway, toasts, attempt } = useApp();
  const { devices: t } = useManageTexts();
  const { relative } = useFormat();
  const fresh = useSignal<string | undefined>(undefined);
  const { role, createdAtMs, lastUsedAtMs } = token;
  const rotate = async (): Promise<void> => {
    const answer = await gateway.client.value.call('device.token.rotate', {
      deviceId,
      role: toRole(role),
    });
    fresh.value = answer.token;
    onChanged();
  };
  const revoke = async (): Promise<void> => {
    await gateway.client.value.call('device.token.revoke', { deviceId, role: toRole(role) });
    toasts.show(t.revoked);
    onChanged();
  };
  return (
    <div class="token-row">
      <span>{t.token(role)}</span>
      <span class="muted">
        {t.made(relative(createdAtMs))} ·{' '}
        {lastUsedAtMs === undefined ? t.neverUsed : t.used(relative(lastUsedAtMs))}
      </span>
      <ConfirmButton
        label={t.rotate}
        class="quiet"
        question={t.rotateQuestion(name)}
        onConfirm={() => attempt(rotate())}
      />
      <ConfirmButton
        label={t.revoke}
        question={t.revokeQuestion(name)}
        onConfirm={() => attempt(revoke())}
      />
      {fresh.value === undefined ? null : (
        <p class="fresh-token" role="status">
          {t.rotated} <code>{fresh.value}</code> <CopyButton text={fresh.value} />
        </p>
      )}
    </div>
  );
}

function toRole(role: string): 'operator' | 'node' {
  return role === 'node' ? 'node' : 'operator';
}
