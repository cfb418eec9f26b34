import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import { I18nProvider, Link } from 'react-aria-components';
import { useLanguage, useText } from '../i18n/hooks.ts';
import { Icon } from '../icons/icon.tsx';
import { type Arrival, useArrival } from './arrival.ts';
import { Nav, type NavItem } from './nav.tsx';
import { PrintHead } from './print-head.tsx';

type ShellProps = Arrival & {
  readonly brand: string;
  readonly nav: readonly NavItem[];
  readonly menu: ReactNode;
  /** What holds of the whole place, as that it is a demonstration. */
  readonly notice?: ReactNode;
  readonly children: ReactNode;
};

/**
 * The frame of every screen: a skip link, the brand, the person's menu, the navigation, the content. On a narrow page the
 * navigation, and on a phone the person's menu with it, opens from one button. React Aria's own words follow the chosen language and not the browser's.
 */
export function AppShell({ brand, nav, menu, notice, path, title, children }: ShellProps): ReactElement {
  const text = useText('ui');
  const { language } = useLanguage();
  const content = useRef<HTMLElement>(null);
  const said = useArrival(content, { path, title });
  return (
    <I18nProvider locale={language === 'zh-CN' ? 'zh-CN' : 'en'}>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:bg-raised focus:p-3"
      >
        {text('skip')}
      </a>
      <header className="no-print relative">
        <div className="bar">
          <div className="mx-auto flex max-w-6xl items-center gap-x-4 px-4 py-1.5">
            <Link
              href="/"
              className="me-auto flex min-h-9 items-center gap-2.5 font-semibold text-base sm:text-lg leading-tight"
            >
              <img src="/icon.svg" alt="" width="28" height="28" />
              {brand}
            </Link>
            <div className="hidden flex-wrap items-center justify-end sm:flex">{menu}</div>
            <PhoneMenu nav={nav} menu={menu} path={path} />
          </div>
        </div>
        {nav.length > 0 && (
          <div className="hidden border-line border-b bg-surface lg:block">
            <Nav items={nav} path={path} />
          </div>
        )}
      </header>
      {notice}
      <main id="content" ref={content} tabIndex={-1} className="mx-auto max-w-6xl px-4 py-6 outline-none">
        <PrintHead brand={brand} title={title} />
        {children}
      </main>
      <p role="status" className="sr-only">
        {said}
      </p>
    </I18nProvider>
  );
}

type PhoneMenuProps = Pick<ShellProps, 'nav' | 'menu' | 'path'>;

function PhoneMenu({ nav, menu, path }: PhoneMenuProps): ReactElement {
  const text = useText('ui');
  const box = useRef<HTMLDetailsElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it closes when somewhere else is gone to
  useEffect(() => box.current?.removeAttribute('open'), [path]);
  return (
    <details
      ref={box}
      className={nav.length > 0 ? 'lg:hidden' : 'sm:hidden'}
      onKeyDown={({ key }) => {
        if (key !== 'Escape') return;
        box.current?.removeAttribute('open');
        box.current?.querySelector('summary')?.focus();
      }}
    >
      <summary className="inline-flex min-h-11 cursor-pointer items-center gap-2 whitespace-nowrap rounded-md px-2 font-medium">
        <Icon name="menu" />
        {text('menu')}
      </summary>
      <div className="paper absolute inset-x-0 top-full z-30 max-h-[calc(100dvh-4rem)] overflow-auto border-line border-b bg-surface shadow-lg">
        {nav.length > 0 && <Nav items={nav} path={path} isList />}
        <div className="flex flex-wrap items-center border-line border-t px-1 py-2 sm:hidden">{menu}</div>
      </div>
    </details>
  );
}
