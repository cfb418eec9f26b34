import type { ReactElement, ReactNode } from 'react';
import { LinkButton } from '../forms/button.tsx';
import { useText } from '../i18n/hooks.ts';
import { Breadcrumbs, type Crumb } from './breadcrumbs.tsx';

/** A screen's one heading, what it is for, and what can be done. The heading takes the focus when the screen is gone to. */
export function PageHeader({
  title,
  lead,
  actions,
  crumbs = [],
  object,
}: {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  /** The id of the one object the screen shows: its history is a press away. */
  readonly object?: string;
}): ReactElement {
  const text = useText('ui');
  return (
    <div className="mb-6">
      {crumbs.length > 0 && <Breadcrumbs crumbs={crumbs} />}
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h1 tabIndex={-1} className="font-semibold text-2xl outline-none sm:text-[1.75rem]">
          {title}
        </h1>
        {(actions !== undefined || object !== undefined) && (
          <div className="no-print flex flex-wrap gap-2">
            {object !== undefined && (
              <LinkButton href={`/app/history/${encodeURIComponent(object)}`} variant="quiet">
                {text('history')}
              </LinkButton>
            )}
            {actions}
          </div>
        )}
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
    <section className="mb-8 scroll-mt-4 not-first:mt-8" {...(id === undefined ? {} : { id })}>
      <h2 className="mb-3 font-semibold text-lg">{title}</h2>
      {children}
    </section>
  );
}
