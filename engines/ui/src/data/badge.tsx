import type { ReactElement, ReactNode } from 'react';

/** What a mark means; never told by its colour alone. */
export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad';

const tones: Readonly<Record<Tone, string>> = {
  neutral: 'border-line bg-sunken text-ink',
  accent: 'border-accent/30 bg-accent-soft text-accent',
  good: 'border-good/30 bg-good-soft text-good',
  warn: 'border-warn/30 bg-warn-soft text-warn',
  bad: 'border-bad/30 bg-bad-soft text-bad',
};

/** A small mark with a word in it. */
export function Badge({
  tone = 'neutral',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <span
      className={`me-1 inline-block rounded sm:whitespace-nowrap border px-1.5 py-px text-xs font-medium ${tones[tone]}`}
    >
      {children}
    </span>
  );
}
