import type { ReactElement } from 'react';
import type { Tone } from './badge.tsx';

/** One part of a whole: what it is, how much of it there is, and how that is written. */
export type BarPart = {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly shown: string;
  readonly tone: Tone;
};

const inks: Readonly<Record<Tone, string>> = {
  neutral: 'text-quiet',
  accent: 'text-accent',
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
};

/** A whole and its parts as one bar; each part also stands beside it in words. */
export function SplitBar({
  label,
  parts,
}: {
  readonly label: string;
  readonly parts: readonly BarPart[];
}): ReactElement {
  const whole = parts.reduce((sum, { value }) => sum + value, 0) || 1;
  let from = 0;
  const placed = parts.map((part) => {
    const at = { ...part, from: (100 * from) / whole, width: (100 * part.value) / whole };
    from += part.value;
    return at;
  });
  return (
    <figure className="mb-4 max-w-xl">
      <figcaption className="mb-1 font-medium text-sm">{label}</figcaption>
      <svg
        aria-hidden="true"
        className="h-2 w-full rounded-full"
        preserveAspectRatio="none"
        viewBox="0 0 100 10"
      >
        {placed.map(({ id, tone, from: x, width }) => (
          <rect key={id} className={inks[tone]} fill="currentColor" x={x} width={width} y="0" height="10" />
        ))}
      </svg>
      <ul className="mt-1 flex flex-wrap gap-x-6 text-sm">
        {parts.map(({ id, label: name, shown, tone }) => (
          <li key={id} className="flex items-center gap-2">
            <span aria-hidden="true" className={inks[tone]}>
              ■
            </span>
            {name}: <span className="font-medium">{shown}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
