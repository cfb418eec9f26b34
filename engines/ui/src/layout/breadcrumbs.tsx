import type { ReactElement } from 'react';
import { TextLink } from '../forms/button.tsx';
import { useText } from '../i18n/hooks.ts';

/** One screen above the one in sight. */
export type Crumb = { readonly href: string; readonly label: string };

/** The way back up, from the top. */
export function Breadcrumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }): ReactElement {
  const text = useText('ui');
  return (
    <nav aria-label={text('crumbs')} className="mb-1 text-sm">
      <ol className="flex flex-wrap gap-x-1.5">
        {crumbs.map(({ href, label }) => (
          <li key={href} className="flex items-baseline gap-x-1.5">
            <TextLink href={href}>{label}</TextLink>
            <span aria-hidden="true" className="text-quiet">
              /
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
