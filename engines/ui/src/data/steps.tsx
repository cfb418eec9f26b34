import type { ReactElement } from 'react';
import { classes } from '../classes.ts';
import { useText } from '../i18n/hooks.ts';
import { Icon } from '../icons/icon.tsx';

/** The steps of something that is filled in one after another, the current one marked. `current` is counted from 0. */
export function Steps({
  label,
  steps,
  current,
}: {
  readonly label: string;
  readonly steps: readonly string[];
  readonly current: number;
}): ReactElement {
  const text = useText('ui');
  return (
    <nav aria-label={label} className="mb-6">
      <p aria-hidden="true" className="mb-2 font-medium text-sm sm:hidden">
        {text('steps.at', { n: current + 1, of: steps.length, name: steps[current] ?? '' })}
      </p>
      <ol className="flex gap-1 sm:gap-3">
        {steps.map((name, at) => (
          <li
            key={name}
            {...(at === current ? { 'aria-current': 'step' as const } : {})}
            className={classes(
              'flex grow basis-0 items-center gap-2 border-t-3 pt-2 text-sm',
              at <= current ? 'border-accent' : 'border-line text-quiet',
              at === current && 'font-semibold',
            )}
          >
            <span aria-hidden="true" className="hidden text-accent sm:block">
              {at < current ? <Icon name="check" /> : at + 1}
            </span>
            <span className="sr-only sm:not-sr-only">{name}</span>
            <span className="sr-only">{at < current ? text('stage.done') : ''}</span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
