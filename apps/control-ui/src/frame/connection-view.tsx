import { useComputed, useSignal, useSignalEffect } from '@preact/signals';

import { useLayoutEffect, useRef } from 'preact/hooks';

import { useApp, useTexts } from '../app.ts';
import { toHash } from '../settings/route.ts';
import { toConnectionLine } from './connection-line.ts';
import type { ConnectionLine } from './connection-line.ts';

/** The line of the connection; it counts the seconds to the next attempt. */
export function useConnectionLine(): ConnectionLine {
  const { gateway, settings } = useApp();
  const now = useSignal(Date.now());
  useSignalEffect(() => {
    if (gateway.state.value.status !== 'waiting') return undefined;
    now.value = Date.now();
    const timer = setInterval(() => {
      now.value = Date.now();
    }, 1000);
    return () => clearInterval(timer);
  });
  return useComputed(() =>
    toConnectionLine(
      { state: gateway.state.value, health: gateway.health.value, now: now.value },
      settings.t.value,
    ),
  ).value;
}

export function ConnectionDot({ line }: { readonly line: ConnectionLine }) {
  return (
    <span class="health" data-tone={line.tone} title={line.long ?? line.short}>
      <span class="dot" />
      <span>{line.short}</span>
    </span>
  );
}

/** What is wrong with the connection and what helps; nothing while all is well. */
export function ConnectionBanner({ line }: { readonly line: ConnectionLine }) {
  const { gateway } = useApp();
  const t = useTexts();
  const { remedy, long, tone } = line;
  if (remedy === 'token' || remedy === 'password')
    return <SignIn kind={remedy} {...(long === undefined ? {} : { problem: long })} />;
  if (long === undefined) return null;
  return (
    <div class="banner" data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <span>{long}</span>
      {remedy === 'retry' ? (
        <button type="button" class="link" onClick={() => gateway.client.value.retry()}>
          {t.connection.retryNow}
        </button>
      ) : null}
      {remedy === 'doctor' ? (
        <a class="link" href={toHash({ page: 'doctor', place: '' })}>
          {t.connection.look}
        </a>
      ) : null}
    </div>
  );
}

function SignIn({
  kind,
  problem,
}: {
  readonly kind: 'token' | 'password';
  readonly problem?: string;
}) {
  const { gateway } = useApp();
  const { connection } = useTexts();
  const secret = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <form
      class="token-form"
      onSubmit={(event) => {
        event.preventDefault();
        gateway.signIn(secret.value.trim());
      }}
    >
      <label for="token">
        {kind === 'token' ? connection.tokenLabel : connection.passwordLabel}
      </label>
      <div class="row">
        <input
          id="token"
          ref={field}
          type="password"
          autocomplete="current-password"
          required
          aria-invalid={problem !== undefined}
          aria-describedby="token-note"
          value={secret.value}
          onInput={(event) => {
            secret.value = event.currentTarget.value;
          }}
        />
        <button class="primary" type="submit">
          {connection.signIn}
        </button>
      </div>
      <p id="token-note" class="note">
        {problem === undefined ? null : (
          <strong class="error" role="alert">
            {problem}{' '}
          </strong>
        )}
        {gateway.deviceId.value === undefined ? connection.keptByBrowser : connection.keptByDevice}
      </p>
    </form>
  );
}
