import type { ReactElement, ReactNode } from 'react';
import { TextLink } from '../forms/button.tsx';

/** A screen's one heading, what it is for, and what can be done. */
export function PageHeader({
  title,
  lead,
  actions,
  crumbs = [],
}: {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly crumbs?: readonly { readonly href: string; readonly label: string }[];
}): ReactElement {
  return (
    <div className="mb-6">
      {crumbs.map(({ href, label }) => (
        <span key={href} className="text-sm">
          <TextLink href={href}>{label}</TextLink> <span aria-hidden="true">/</span>{' '}
        </span>
      ))}
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h1 className="font-semibold text-2xl sm:text-3xl">{title}</h1>
        {actions !== undefined && <div className="no-print flex flex-wrap gap-2">{actions}</div>}
      </div>
      {lead !== undefined && <p className="mt-1 max-w-prose text-lg text-quiet">{lead}</p>}
    </div>
  );
}

/** A part of a screen under its own heading. */
export function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <section className="mb-8">
      <h2 className="mb-3 font-semibold text-xl">{title}</h2>
      {children}
    </section>
  );
}
