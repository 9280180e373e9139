/** How a thing is, by colour; its text stands beside it. */
export type Tone = 'good' | 'limited' | 'bad' | 'busy' | 'off';

export function StatusDot({ tone }: { readonly tone: Tone }) {
  return (
    <span class="tone" data-tone={tone} aria-hidden="true">
      <span class="dot" />
    </span>
  );
}
