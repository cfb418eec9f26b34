import type { ReactElement } from 'react';
import { ChartFrame } from './frame.tsx';

type PulseProps = {
  readonly caption: string;
  /** What a person who cannot see the picture should know of it. */
  readonly summary: string;
  /** One value for each second, the latest last. */
  readonly perSecond: readonly number[];
  readonly secondLabel: string;
  readonly valueLabel: string;
};

const [width, height, gap] = [10, 100, 2];

/** The last seconds of something that is counted while it is looked at: drawn anew each time, at no cost. */
export function PulseBars({
  caption,
  summary,
  perSecond,
  secondLabel,
  valueLabel,
}: PulseProps): ReactElement {
  const most = Math.max(1, ...perSecond);
  const ago = (at: number): number => perSecond.length - 1 - at;
  const rows = perSecond.map((value, at) => [-ago(at), value]);
  return (
    <ChartFrame caption={caption} summary={summary} table={{ head: [secondLabel, valueLabel], rows }}>
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${perSecond.length * width} ${height}`}
        preserveAspectRatio="none"
        className="h-40 w-full"
      >
        {perSecond.map((value, at) => {
          const tall = value === 0 ? 1 : Math.max(3, (height * value) / most);
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is a place in the window, whatever it shows
              key={at}
              x={at * width + gap / 2}
              y={height - tall}
              width={width - gap}
              height={tall}
              className={value === 0 ? 'fill-line' : 'fill-accent'}
            />
          );
        })}
      </svg>
    </ChartFrame>
  );
}
