import '../styles/operate.css';
import '../styles/config.css';

import { useApp } from '../app.ts';
import { LoadedView } from '../components/loaded-view.tsx';
import { Page } from '../components/page.tsx';
import { useLoad } from '../components/use-load.ts';
import { toHash } from '../settings/route.ts';
import { useManageTexts } from '../texts/manage/index.ts';
import { FormView } from './form-view.tsx';
import { isSection } from './json-schema.ts';
import { RawView } from './raw-view.tsx';
import { readConfig } from './read-config.ts';
import type { ConfigFacts } from './read-config.ts';

/** The configuration file; the route's place is a section of it, or `raw` for its text. */
export function ConfigView() {
  const { gateway, router } = useApp();
  const { place } = router.route.value;
  const facts = useLoad(() => readConfig(gateway.client.value), []);
  return (
    <Page>
      <LoadedView loaded={facts}>
        {(data) => {
          const sections = sectionsOf(data);
          const open = [...sections, 'raw'].find((name) => name === place) ?? sections[0] ?? 'raw';
          return (
            <>
              <FileFacts facts={data} />
              <SectionTabs sections={sections} open={open} />
              {open === 'raw' ? (
                <RawView facts={data} reload={facts.reload} />
              ) : (
                <FormView facts={data} section={open} reload={facts.reload} />
              )}
            </>
          );
        }}
      </LoadedView>
    </Page>
  );
}

function sectionsOf({ schema }: ConfigFacts): readonly string[] {
  return Object.entries(schema.properties ?? {})
    .filter(([, part]) => isSection(part))
    .map(([name]) => name);
}

function FileFacts({ facts: { path, exists, issues } }: { readonly facts: ConfigFacts }) {
  const { config: t } = useManageTexts();
  return (
    <>
      <p class="note">
        {path}
        {exists ? null : ` · ${t.missing}`}
      </p>
      {issues.length === 0 ? null : (
        <div class="error" role="alert">
          <p>{t.invalid}</p>
          <ul>
            {issues.map((issue) => (
              <li key={`${issue.path} ${issue.message}`}>
                <code>{issue.path}</code> {issue.message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

interface SectionTabsProps {
  readonly sections: readonly string[];
  readonly open: string;
}

function SectionTabs({ sections, open }: SectionTabsProps) {
  const { config: t } = useManageTexts();
  return (
    <nav class="tabs" aria-label={t.label}>
      {[...sections, 'raw'].map((name) => (
        <a
          key={name}
          href={toHash({ page: 'config', place: name })}
          aria-current={name === open ? 'page' : undefined}
        >
          {t.sections[name] ?? name}
        </a>
      ))}
    </nav>
  );
}
