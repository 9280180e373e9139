import type { MemoryAdminSearched, MemoryHit } from '@homarus/protocol';
import { useSignal } from '@preact/signals';

import { useApp, useTexts } from '../app.ts';
import { Input } from '../components/field.tsx';
import { useFormat } from '../components/format.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Card } from '../components/page.tsx';
import { useLoad } from '../components/use-load.ts';
import { SessionLink } from '../sessions/session-link.tsx';
import { AgentSelect } from './agent-select.tsx';
import { HitFacts } from './hit-facts.tsx';
import { useCategoryLabel } from './panel-facts.ts';
import type { PanelFacts } from './panel-facts.ts';

interface SearchProps {
  readonly panel: PanelFacts;
  /** What to look for at once; empty: nothing. */
  readonly initial: string;
}

/** Searches as the gateway does before an answer, and says how it found what it found. */
export function SearchView({ panel, initial }: SearchProps) {
  const { router } = useApp();
  const { panel: t } = useTexts();
  const query = useSignal(initial);
  return (
    <>
      <form
        class="filters"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          router.go({ page: 'memory', place: `search/${query.value.trim()}` });
        }}
      >
        {panel.agents.length > 1 ? <AgentSelect panel={panel} /> : null}
        <div class="wide">
          <Input
            label={t.query}
            type="search"
            value={query.value}
            onChange={(next) => {
              query.value = next;
            }}
          />
        </div>
        <button type="submit" class="primary">
          {t.find}
        </button>
      </form>
      {initial === '' ? null : <Found query={initial} panel={panel} />}
    </>
  );
}

function Found({ query, panel }: { readonly query: string; readonly panel: PanelFacts }) {
  const { gateway } = useApp();
  const { panel: t } = useTexts();
  const { agentId } = panel;
  const found = useLoad(
    () => gateway.client.value.call('memory.admin.search', { agentId, query }),
    [query, agentId],
  );
  return (
    <LoadedView loaded={found}>
      {({ hits, trace }) => (
        <>
          {hits.length === 0 ? <p class="note">{t.none}</p> : null}
          <ol class="items">
            {hits.map((hit) => (
              <HitView key={hit.id} hit={hit} panel={panel} />
            ))}
          </ol>
          {trace === undefined ? null : <Trace trace={trace} />}
        </>
      )}
    </LoadedView>
  );
}

function HitView({ hit, panel }: { readonly hit: MemoryHit; readonly panel: PanelFacts }) {
  const labelOf = useCategoryLabel(panel);
  const { date } = useFormat();
  return (
    <li class="item">
      <p class="item-text clamp">{hit.text}</p>
      <p class="facts">
        <span class="chip">{labelOf(hit.category)}</span>
        <time dateTime={new Date(hit.createdAt).toISOString()}>{date(hit.createdAt)}</time>
        <HitFacts hit={hit} />
        {hit.sessionId === undefined ? null : <SessionLink sessionId={hit.sessionId} />}
      </p>
    </li>
  );
}

function Trace({ trace }: { readonly trace: NonNullable<MemoryAdminSearched['trace']> }) {
  const { panel: t } = useTexts();
  const { number } = useFormat();
  const { vector } = trace;
  const dropped = Object.entries(trace.dropped).filter(([, count]) => count > 0);
  return (
    <Card title={t.trace}>
      <dl class="changes">
        <div>
          <dt>{t.terms}</dt>
          <dd class="facts">
            {trace.terms.map(({ term, weight }) => (
              <span key={term} class="chip">
                {term} · {weight.toFixed(2)}
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>{t.candidates}</dt>
          <dd>{number(trace.candidates)}</dd>
        </div>
        {dropped.length === 0 ? null : (
          <div>
            <dt>{t.dropped}</dt>
            <dd class="facts">
              {dropped.map(([step, count]) => (
                <span key={step} class="chip">
                  {t.droppedSteps[step] ?? step}: {number(count)}
                </span>
              ))}
            </dd>
          </div>
        )}
        {vector === undefined ? null : (
          <div>
            <dt>{t.vectors}</dt>
            <dd>{vector.status === 'used' ? vector.model : t.noVectors(vector.reason)}</dd>
          </div>
        )}
      </dl>
    </Card>
  );
}
