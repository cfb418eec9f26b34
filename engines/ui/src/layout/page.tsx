import type { ReactElement, ReactNode } from 'react';
import { Breadcrumbs, type Crumb } from './breadcrumbs.tsx';

/** A screen's one heading, what it is for, and what can be done. The heading takes the focus when the screen is gone to. */
export function PageHeader({
  title,
  lead,
  actions,
  crumbs = [],
}: {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly crumbs?: readonly Crumb[];
}): ReactElement {
  return (
    <div className="mb-6">
      {crumbs.length > 0 && <Breadcrumbs crumbs={crumbs} />}
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h1 tabIndex={-1} className="font-semibold text-2xl outline-none sm:text-[1.75rem]">
          {title}
        </h1>
        {actions !== undefined && <div className="no-print flex flex-wrap gap-2">{actions}</div>}
      </div>
      {lead !== undefined && <div className="mt-1.5 max-w-3xl text-quiet">{lead}</div>}
    </div>
  );
}

/** A part of a screen under its own heading; with an id it can be linked to. */
export function Section({
  title,
  children,
  id,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly id?: string;
}): ReactElement {
  return (
    <section className="mb-8 scroll-mt-4" {...(id === undefined ? {} : { id })}>
      <h2 className="mb-3 font-semibold text-lg">{title}</h2>
      {children}
    </section>
  );
}
