import { useTexts } from '../app.ts';
import { Select } from '../components/field.tsx';
import type { PanelFacts } from './panel-facts.ts';

export function AgentSelect({ panel }: { readonly panel: PanelFacts }) {
  const { panel: texts } = useTexts();
  return (
    <Select
      label={texts.agent}
      value={panel.agentId}
      options={panel.agents.map((agent) => ({ value: agent, label: agent }))}
      onChange={panel.chooseAgent}
    />
  );
}
