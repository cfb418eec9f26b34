import { Icon, type IconName, LinkButton } from '@finharbor/ui';
import type { ReactElement, ReactNode } from 'react';

/** What is done most, as large as a thumb. */
export function BigActions({
  items,
}: {
  readonly items: readonly {
    readonly href: string;
    readonly label: string;
    readonly icon: IconName;
    readonly isFirst?: boolean;
  }[];
}): ReactElement {
  return (
    <div className="mb-5 grid grid-cols-2 gap-3 sm:grid-cols-4 [&_a]:min-h-16 [&_a]:text-base">
      {items.map(({ href, label, icon, isFirst }) => (
        <LinkButton key={href} href={href} variant={isFirst ? 'primary' : 'secondary'}>
          <Icon name={icon} />
          {label}
        </LinkButton>
      ))}
    </div>
  );
}

const looks = {
  done: { box: 'border-good bg-good-soft', ink: 'text-good', path: 'm14 25 8 8 14-17' },
  gone: { box: 'border-bad bg-bad-soft', ink: 'text-bad', path: 'm16 16 18 18M34 16 16 34' },
  waiting: { box: 'border-warn bg-warn-soft', ink: 'text-warn', path: 'M25 14v12l8 5' },
} as const;

/** What became of something, in a picture and in words that everybody is told. */
export function Result({
  how,
  title,
  children,
}: {
  readonly how: keyof typeof looks;
  readonly title: ReactNode;
  readonly children?: ReactNode;
}): ReactElement {
  const { box, ink, path } = looks[how];
  return (
    <div role="status" className={`mb-4 rounded-xl border-2 p-5 text-center ${box}`}>
      <svg
        aria-hidden="true"
        viewBox="0 0 50 50"
        className={`mx-auto mb-2 size-20 fill-none stroke-[3.5] stroke-current ${ink}`}
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <circle cx="25" cy="25" r="22" />
        <path d={path} />
      </svg>
      <p className="font-semibold text-2xl">{title}</p>
      {children}
    </div>
  );
}
