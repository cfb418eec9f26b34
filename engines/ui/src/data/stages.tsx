import type { ReactElement, ReactNode } from 'react';
import { useText } from '../i18n/hooks.ts';

/** One step of a long piece of work. */
export type Stage = {
  readonly id: string;
  readonly label: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** Between 0 and 1, while it runs. */
  readonly progress?: number;
  readonly note?: ReactNode;
};

const signs: Readonly<Record<Stage['state'], string>> = {
  waiting: '○',
  running: '◐',
  done: '✓',
  failed: '✕',
};

/** The steps of a long piece of work, each with its state and how far it is. */
export function StageList({ stages }: { readonly stages: readonly Stage[] }): ReactElement {
  const text = useText('ui');
  return (
    <ol className="mb-5">
      {stages.map(({ id, label, state, progress, note }) => (
        <li
          key={id}
          className="flex gap-3 border-line border-b py-2"
          aria-current={state === 'running' ? 'step' : undefined}
        >
          <span aria-hidden="true" className={state === 'failed' ? 'text-bad' : 'text-accent'}>
            {signs[state]}
          </span>
          <div className="grow">
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
      className="block h-2 w-full max-w-md appearance-none overflow-hidden rounded bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
    />
  );
}
