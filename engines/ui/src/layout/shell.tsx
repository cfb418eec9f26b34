import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { useText } from '../i18n/hooks.ts';

/** One entry of the navigation. */
export type NavItem = { readonly href: string; readonly label: string; readonly current: boolean };

/** The frame of every screen: a skip link, the brand, the person's menu, the navigation, the content. */
export function AppShell({
  brand,
  nav,
  menu,
  children,
}: {
  readonly brand: string;
  readonly nav: readonly NavItem[];
  readonly menu: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  const text = useText('ui');
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:bg-raised focus:p-3"
      >
        {text('skip')}
      </a>
      <header className="border-line border-b bg-surface">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2">
          <Link href="/" className="me-auto flex min-h-9 items-center gap-2 font-semibold text-lg">
            <img src="/icon.svg" alt="" width="28" height="28" />
            {brand}
          </Link>
          <div className="hidden flex-wrap items-center gap-1 sm:flex">{menu}</div>
          <details className="sm:hidden">
            <summary className="inline-flex min-h-11 cursor-pointer items-center px-2">
              {text('menu')}
            </summary>
            <div className="flex flex-wrap items-center gap-1 py-2">{menu}</div>
          </details>
        </div>
        {nav.length > 0 && <Nav items={nav} label={text('navigation')} />}
      </header>
      <main id="content" tabIndex={-1} className="mx-auto max-w-6xl px-4 py-6 outline-none">
        {children}
      </main>
    </>
  );
}

function Nav({ items, label }: { readonly items: readonly NavItem[]; readonly label: string }): ReactElement {
  return (
    <nav aria-label={label} className="mx-auto max-w-6xl px-2">
      <ul className="flex overflow-x-auto sm:flex-wrap">
        {items.map(({ href, label: name, current }) => (
          <li key={href} className="shrink-0">
            <Link
              href={href}
              {...(current ? { 'aria-current': 'page' as const } : {})}
              className={`inline-flex min-h-9 items-center border-b-3 px-2.5 pointer-coarse:min-h-11 ${current ? 'border-accent font-semibold' : 'border-transparent text-quiet hover:text-ink'}`}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
