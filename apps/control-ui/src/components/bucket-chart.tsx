import 'uplot/dist/uPlot.min.css';

import { useEffect, useRef } from 'preact/hooks';
import UPlot from 'uplot';

import { useApp } from '../app.ts';

interface BucketChartProps {
  readonly buckets: readonly {
    readonly key: string;
    readonly label: string;
    readonly count: number;
  }[];
  readonly label: string;
}

const height = 220;

/** Counts over time as bars; the same as a table for screen readers. */
export function BucketChart({ buckets, label }: BucketChartProps) {
  const { settings } = useApp();
  const place = useRef<HTMLDivElement>(null);
  const theme = settings.theme.value;
  useEffect(() => {
    const target = place.current;
    if (target === null) return undefined;
    const chart = draw(target, buckets);
    const observer = new ResizeObserver(() => {
      chart.setSize({ width: target.clientWidth, height });
    });
    observer.observe(target);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [buckets, theme]);
  return (
    <>
      <div ref={place} class="chart" aria-hidden="true" />
      <table class="hidden">
        <caption>{label}</caption>
        <tbody>
          {buckets.map((bucket) => (
            <tr key={bucket.key}>
              <th scope="row">{bucket.label}</th>
              <td>{bucket.count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function draw(target: HTMLElement, buckets: BucketChartProps['buckets']): UPlot {
  const style = getComputedStyle(target);
  const axis = {
    stroke: style.color,
    font: '12px system-ui',
    ticks: { show: false },
    grid: { stroke: style.borderColor, width: 1 },
  };
  const labels = buckets.map(({ label }) => label);
  const bars = UPlot.paths.bars?.({ size: [0.7, 40], radius: 0.2 });
  return new UPlot(
    {
      width: target.clientWidth,
      height,
      legend: { show: false },
      padding: [8, 8, 0, 0],
      cursor: { show: false },
      scales: { x: { time: false, range: [-0.6, buckets.length - 0.4] } },
      series: [
        {},
        {
          fill: style.accentColor,
          width: 0,
          points: { show: false },
          ...(bars === undefined ? {} : { paths: bars }),
        },
      ],
      axes: [
        {
          ...axis,
          grid: { show: false },
          values: (_chart, splits) => splits.map((at) => labels[at] ?? ''),
          incrs: [1, 2, 3, 6, 7, 12, 14, 30],
          space: 80,
        },
        {
          ...axis,
          size: 44,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
        },
      ],
    },
    [buckets.map((_bucket, index) => index), buckets.map(({ count }) => count)],
    target,
  );
}
