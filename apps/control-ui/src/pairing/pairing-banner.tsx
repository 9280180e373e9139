import { useApp, useTexts } from '../app.ts';
import { shortRequest } from './short-request.ts';

/** A device that asks to be let in: whoever is in decides, on whatever page they are. */
export function PairingBanner() {
  const { pairing, attempt } = useApp();
  const { connection: t } = useTexts();
  return pairing.waiting.value.map(
    ({ requestId, displayName, clientId, platform, remoteIp, scopes }) => (
      <section key={requestId} class="banner" role="alert">
        <span>
          {t.asksIn(
            [displayName ?? clientId, platform, remoteIp ?? ''].filter((part) => part !== ''),
            shortRequest(requestId),
          )}{' '}
          <span class="note">{t.wants(scopes.join(', '))}</span>
        </span>
        <button
          type="button"
          class="link"
          onClick={() => attempt(pairing.decide(requestId, 'approve'))}
        >
          {t.approve}
        </button>
        <button
          type="button"
          class="link"
          onClick={() => attempt(pairing.decide(requestId, 'reject'))}
        >
          {t.reject}
        </button>
      </section>
    ),
  );
}
