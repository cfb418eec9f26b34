import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from '../icons/icon.tsx';
import type { Tone } from './badge.tsx';

const looks: Readonly<Record<Exclude<Tone, 'neutral'>, { readonly box: string; readonly icon: IconName }>> = {
  accent: { box: 'border-accent bg-accent-soft', icon: 'info' },
  good: { box: 'border-good bg-good-soft', icon: 'check' },
  warn: { box: 'border-warn bg-warn-soft', icon: 'warning' },
  bad: { box: 'border-bad bg-bad-soft', icon: 'warning' },
};

/** Something to know before reading on: information, that all is well, a warning, a failure. */
export function Callout({
  tone = 'accent',
  title,
  children,
}: {
  readonly tone?: Exclude<Tone, 'neutral'>;
  readonly title?: string;
  readonly children?: ReactNode;
}): ReactElement {
  const { box, icon } = looks[tone];
  return (
    <div className={`mb-5 flex max-w-prose gap-3 rounded-md border-s-4 px-4 py-3 ${box}`}>
      <span className="pt-0.5">
        <Icon name={icon} />
      </span>
      <div className="min-w-0">
        {title !== undefined && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}
