import type { Page } from 'playwright-core';

interface Load {
  /** Pixels in each frame, of the main part of the page. */
  readonly scrollBy?: number;
  /** A field that gets a letter in each frame. */
  readonly typeInto?: string;
}

/** How long frames took for two seconds under a load: `p50 16.7 ms, p95 16.8 ms, longest 33.4 ms`. */
export async function measureFrames(page: Page, load: Load): Promise<string> {
  const gaps = await page.evaluate(async ({ scrollBy = 0, typeInto = '' }: Load) => {
    const scroll = document.querySelector('.main .scroll');
    const field = typeInto === '' ? null : document.querySelector(typeInto);
    const found: number[] = [];
    const begin = performance.now();
    for (let last = begin; last - begin < 2000;) {
      const now = await new Promise<number>(requestAnimationFrame);
      found.push(now - last);
      last = now;
      if (scroll !== null) scroll.scrollTop += scrollBy;
      if (field instanceof HTMLTextAreaElement) {
        field.value += 'x';
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    }
    return found.toSorted((a, b) => a - b);
  }, load);
  const at = (share: number): string =>
    (gaps[Math.min(gaps.length - 1, Math.floor(share * gaps.length))] ?? 0).toFixed(1);
  return `frames p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`;
}
