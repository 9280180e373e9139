import { DriftCard } from './drift-card.tsx';
import type { PanelFacts } from './panel-facts.ts';
import { QueueCard } from './queue-card.tsx';
import { SpacesCard } from './spaces-card.tsx';

/** The work of the memory behind the scenes: its queue, whether its data fits together, its vectors. */
export function CareView({ panel }: { readonly panel: PanelFacts }) {
  return (
    <>
      <QueueCard />
      <DriftCard />
      <SpacesCard agentId={panel.agentId} />
    </>
  );
}
