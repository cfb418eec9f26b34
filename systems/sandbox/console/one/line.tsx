import type { PartState, PilotNext } from '@finharbor/sandbox/contract';
import { Icon, Section, useText } from '@finharbor/ui';
import type { ReactElement, ReactNode } from 'react';

const looks: Readonly<Record<PartState | 'next', string>> = {
  done: 'border-good text-ink',
  running: 'border-accent font-semibold',
  next: 'border-edge border-dashed',
  waiting: 'border-line text-quiet',
  failed: 'border-bad text-bad',
};

const signs: Readonly<Record<PartState | 'next', ReactNode>> = {
  done: <Icon name="check" />,
  failed: <Icon name="cross" />,
  ...{ running: undefined, next: undefined, waiting: undefined },
};

/** The nine parts of the pilot, which of them are done, which go on, and what is next. */
export function Line({ line }: { readonly line: PilotNext['line'] }): ReactElement {
  const text = useText('pilot');
  const nextAt = line.findIndex(({ state }) => state === 'waiting');
  return (
    <Section title={text('nine')}>
      <ol className="grid grid-cols-3 gap-x-2 gap-y-3 lg:grid-cols-9">
        {line.map(({ part, state }, at) => {
          const shown = at === nextAt && !line.some((one) => one.state === 'failed') ? 'next' : state;
          return (
            <li
              key={part}
              className={`border-t-3 pt-1.5 text-sm ${looks[shown]}`}
              {...(shown === 'running' ? { 'aria-current': 'step' as const } : {})}
            >
              <span className="flex items-baseline gap-1">
                <span aria-hidden="true">{signs[shown] ?? at + 1}</span>
                {text(`part.${part}`)}
              </span>
              <span className="block text-quiet text-xs">{text(`partState.${shown}`)}</span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
