import { type ReactElement, useId } from 'react';
import { circlesOf } from './circles.ts';

/** The parts two overlapping sets make: only in the first, in both, only in the second. */
export type SetPart = 'first' | 'both' | 'second';

type TwoSetsProps = {
  /** What the picture shows, in words. */
  readonly summary: string;
  readonly first: string;
  readonly second: string;
  /** Which parts are told. */
  readonly shaded: readonly SetPart[];
  /** How many are in the first, the second and both, where the picture is to scale. */
  readonly sizes?: { readonly first: number; readonly second: number; readonly both: number };
};

const middle = 70;

/** Two overlapping sets with some of their parts shaded; areas are to scale where sizes are known. */
export function TwoSets({ summary, first, second, shaded, sizes }: TwoSetsProps): ReactElement {
  const [left, right] = sizes ? circlesOf(sizes) : circlesOf({ first: 1, second: 1, both: 0.35 });
  const id = useId();
  const isShaded = (part: SetPart): boolean => shaded.includes(part);
  const tint = (part: SetPart) => ({
    className: isShaded(part) ? 'text-accent' : 'text-ground',
    fill: 'currentColor',
  });
  const outline = { fill: 'none', stroke: 'currentColor', strokeWidth: 2 };
  const span = right.x + right.r;
  const shift = (240 - (span - (left.x - left.r))) / 2 - (left.x - left.r);
  return (
    <figure className="mb-4 max-w-sm">
      <svg role="img" aria-label={summary} viewBox="0 0 240 140" className="w-full">
        <g transform={`translate(${shift} 0)`}>
          <clipPath id={id}>
            <circle cx={left.x} cy={middle} r={left.r} />
          </clipPath>
          <circle cx={left.x} cy={middle} r={left.r} {...tint('first')} />
          <circle cx={right.x} cy={middle} r={right.r} {...tint('second')} />
          <circle cx={right.x} cy={middle} r={right.r} {...tint('both')} clipPath={`url(#${id})`} />
          <circle cx={left.x} cy={middle} r={left.r} {...outline} />
          <circle cx={right.x} cy={middle} r={right.r} {...outline} strokeDasharray="5 3" />
        </g>
      </svg>
      <figcaption className="flex justify-between gap-4 text-sm">
        <span>{first}</span>
        <span className="text-end">{second}</span>
      </figcaption>
    </figure>
  );
}
