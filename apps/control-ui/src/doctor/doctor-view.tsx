import '../styles/operate.css';

import { useApp, useTexts } from '../app.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Page } from '../components/page.tsx';
import { StatusDot } from '../components/status-dot.tsx';
import { useLoad } from '../components/use-load.ts';
import { issueText } from '../problems/problem.ts';
import { toHash } from '../settings/route.ts';
import { useWatchTexts } from '../texts/watch/index.ts';
import { findAll } from './checks.ts';
import type { Finding } from './checks.ts';
import { readDoctor } from './read-doctor.ts';

/** What is not as it should be, and what to do about it. */
export function DoctorView() {
  const { gateway } = useApp();
  const { doctor: t } = useWatchTexts();
  const facts = useLoad(() => readDoctor(gateway, gateway.deviceId.value !== undefined), []);
  return (
    <Page>
      <div class="filters">
        <button type="button" class="primary" disabled={facts.isLoading} onClick={facts.reload}>
          {t.again}
        </button>
      </div>
      <LoadedView loaded={facts}>
        {(data) => {
          const findings = findAll(data);
          const problems = findings.filter(({ state }) => state === 'problem').length;
          return (
            <>
              <p role="status">{problems === 0 ? t.well : t.problems(problems)}</p>
              <ul class="items">
                {findings.map((finding) => (
                  <FindingItem key={finding.name} finding={finding} />
                ))}
              </ul>
            </>
          );
        }}
      </LoadedView>
    </Page>
  );
}

const tones = { good: 'good', advice: 'limited', problem: 'bad' } as const;

function FindingItem({ finding }: { readonly finding: Finding }) {
  const { doctor: t } = useWatchTexts();
  const texts = useTexts();
  const { name, state, facts, issues = [], page, place = '' } = finding;
  const told = [facts, ...issues.map((issue) => issueText(issue, texts))].filter(Boolean);
  const { title, well, unwell, remedy } = t.checks[name];
  return (
    <li class="item" data-state={state}>
      <p class="item-title">
        <StatusDot tone={tones[state]} />
        {title}
        <span class="chip">{t.states[state]}</span>
      </p>
      <p class="finding">
        {state === 'good' ? well : unwell}{' '}
        {told.length === 0 ? null : <code>{told.join('; ')}</code>}
      </p>
      {state === 'good' ? null : (
        <p class="finding">
          {remedy} {page === undefined ? null : <a href={toHash({ page, place })}>{t.open}</a>}
        </p>
      )}
    </li>
  );
}
