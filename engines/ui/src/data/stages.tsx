import type { ReactElement, ReactNode } from 'react';
import { useText } from '../i18n/hooks.ts';
import { Icon } from '../icons/icon.tsx';

/** One step of a long piece of work. */
export type Stage = {
  readonly id: string;
  readonly label: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** Between 0 and 1, while it runs. */
  readonly progress?: number;
  readonly note?: ReactNode;
};

const signs: Readonly<Record<Stage['state'], ReactElement>> = {
  waiting: <span className="size-2.5 rounded-full border-2 border-edge" />,
  running: (
    <span className="size-3.5 animate-spin rounded-full border-2 border-accent border-t-transparent" />
  ),
  done: <Icon name="check" />,
  failed: <Icon name="cross" />,
};

/** The steps of a long piece of work, each with its state and how far it is. */
export function StageList({ stages }: { readonly stages: readonly Stage[] }): ReactElement {
  const text = useText('ui');
  return (
    <ol className="mb-5">
      {stages.map(({ id, label, state, progress, note }) => (
        <li
          key={id}
          className="flex gap-2.5 border-line border-b py-2 last:border-b-0"
          aria-current={state === 'running' ? 'step' : undefined}
        >
          <span
            aria-hidden="true"
            className={`grid size-6 shrink-0 place-items-center ${state === 'failed' ? 'text-bad' : 'text-good'}`}
          >
            {signs[state]}
          </span>
          <div className="min-w-0 grow">
            <p className={state === 'waiting' ? 'text-quiet' : 'font-medium'}>
              {label} <span className="sr-only">{text(`stage.${state}`)}</span>
            </p>
            {state === 'running' && progress !== undefined && <ProgressBar label={label} value={progress} />}
            {note !== undefined && <p className="text-quiet text-sm">{note}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** How much of something is done, between 0 and 1. */
export function ProgressBar({
  label,
  value,
}: {
  readonly label: string;
  readonly value: number;
}): ReactElement {
  return (
    <progress
      aria-label={label}
      max={1}
      value={value}
      className="mt-1 block h-2 w-full max-w-md appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
    />
  );
}
