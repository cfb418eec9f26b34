import { type ListedProject, liveStages, type Stage } from '@finharbor/sandbox/contract';
import { Badge, clock, dayOf, Loading, type Tone, useFormat, useText } from '@finharbor/ui';
import { type ReactElement, type ReactNode, Suspense } from 'react';

const tones: Readonly<Record<Stage, Tone>> = {
  ...{ announced: 'accent', running: 'good', suspended: 'warn', exiting: 'accent' },
  ...{ exited: 'good', stopped: 'bad', refused: 'bad', withdrawn: 'neutral' },
};

/** How good or bad a stage is. */
export function toneOf(stage: Stage): Tone {
  return tones[stage];
}

const dayMs = 86_400_000;

/** How many days there are from today to a day; fewer than none where it is over. */
export function daysTo(day: string): number {
  return Math.round((Date.parse(day) - Date.parse(dayOf(clock.nowMs()))) / dayMs);
}

/** Days of testing that are left; undefined where nothing is tested. */
export function daysLeft({ stage, until }: Pick<ListedProject, 'stage' | 'until'>): number | undefined {
  return until !== null && liveStages.includes(stage) ? daysTo(until) : undefined;
}

/** The same in words, with a mark where the end is near. */
export function DaysLeft({
  project,
}: {
  readonly project: Pick<ListedProject, 'stage' | 'until'>;
}): ReactElement | null {
  const left = daysLeft(project);
  return left === undefined ? null : <Days left={left} soonDays={60} />;
}

/** So many days, or late by so many. */
export function Days({ left, soonDays }: { readonly left: number; readonly soonDays: number }): ReactElement {
  const text = useText('pilot');
  const { number } = useFormat();
  if (left < 0) return <Badge tone="bad">{text('daysLate', { n: number(-left) })}</Badge>;
  const words = text('inDays', { n: number(left) });
  return left <= soonDays ? (
    <Badge tone="warn">{words}</Badge>
  ) : (
    <span className="whitespace-nowrap">{words}</span>
  );
}

/** A part of a page that may still be on its way: while it is, its tab stays where it is and keeps the focus. */
export function Part({ children }: { readonly children: ReactNode }): ReactElement {
  return <Suspense fallback={<Loading />}>{children}</Suspense>;
}
