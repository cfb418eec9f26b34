import type { ReactElement } from 'react';
import { Meter as AriaMeter, Label } from 'react-aria-components';
import type { Tone } from './badge.tsx';

const fills: Readonly<Record<Tone, string>> = {
  neutral: 'bg-edge',
  accent: 'bg-accent',
  good: 'bg-good',
  warn: 'bg-warn',
  bad: 'bg-bad',
};

/** How much there is of something that has a limit: its name, its value in words, and a bar. */
export function Meter({
  label,
  value,
  max,
  valueText,
  tone = 'accent',
}: {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly valueText: string;
  readonly tone?: Tone;
}): ReactElement {
  return (
    <AriaMeter value={value} maxValue={max} valueLabel={valueText} className="mb-4 block max-w-md">
      {({ percentage }) => (
        <>
          <span className="mb-1 flex flex-wrap justify-between gap-x-3 text-sm">
            <Label>{label}</Label>
            <span className="text-quiet">{valueText}</span>
          </span>
          <span className="block h-2 overflow-hidden rounded-full bg-line">
            <span
              className={`block h-full rounded-full ${fills[tone]}`}
              style={{ width: `${percentage}%` }}
            />
          </span>
        </>
      )}
    </AriaMeter>
  );
}
