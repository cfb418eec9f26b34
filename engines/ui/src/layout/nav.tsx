import { type ReactElement, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { Link } from 'react-aria-components';
import { classes } from '../classes.ts';
import { useText } from '../i18n/hooks.ts';
import { Icon } from '../icons/icon.tsx';

/** A link of the navigation. */
export type NavLink = {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
  /** Beside the label, as a number of things that wait there. */
  readonly mark?: ReactNode;
};

/** Links that belong together, below a name that opens them. */
export type NavGroup = { readonly label: string; readonly items: readonly NavLink[] };

/** One entry of the navigation. */
export type NavItem = NavLink | NavGroup;

type Look = {
  /** One below the other, as on a phone; otherwise side by side. */
  readonly isList?: boolean;
};

/**
 * The navigation as a bar or, on a phone, as a list. A group is a button that shows or hides its links (the disclosure pattern): they
 * are plain links in the order of the Tab key, Escape closes, and so does going elsewhere. In the list the group one is in stands open.
 */
export function Nav({
  items,
  path,
  isList = false,
}: Look & { readonly items: readonly NavItem[]; readonly path: string }): ReactElement {
  const text = useText('ui');
  return (
    <nav aria-label={text('navigation')} className={classes(!isList && 'mx-auto max-w-6xl px-1.5')}>
      <ul className={isList ? 'py-1' : 'flex flex-wrap'}>
        {items.map((item) =>
          'items' in item ? (
            <Group key={item.label} group={item} path={path} isList={isList} />
          ) : (
            <li key={item.href}>
              <Entry link={item} shape={isList ? row : tab} />
            </li>
          ),
        )}
      </ul>
    </nav>
  );
}

const row = 'w-full border-s-3 px-4 min-h-11';
const below = 'w-full whitespace-nowrap border-s-3 px-4 min-h-9 pointer-coarse:min-h-11';
const tab = 'border-b-3 px-2.5 min-h-10 pointer-coarse:min-h-11';
const look = 'inline-flex items-center text-[0.9375rem]';

function tone(isCurrent: boolean): string {
  return isCurrent
    ? 'border-accent font-semibold text-accent'
    : 'border-transparent text-quiet hover:border-line hover:text-ink';
}

function Entry({ link, shape }: { readonly link: NavLink; readonly shape: string }): ReactElement {
  const { href, label, current, mark } = link;
  return (
    <Link
      href={href}
      {...(current ? { 'aria-current': 'page' as const } : {})}
      className={classes(look, shape, tone(current))}
    >
      {label}
      {mark}
    </Link>
  );
}

type GroupProps = { readonly group: NavGroup; readonly path: string; readonly isList: boolean };

function Group({ group: { label, items }, path, isList }: GroupProps): ReactElement {
  const box = useRef<HTMLLIElement>(null);
  const id = useId();
  const isCurrent = items.some(({ current }) => current);
  const [isOpen, setOpen] = useState(isList && isCurrent);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it closes when somewhere else is gone to
  useEffect(() => setOpen(isList && isCurrent), [path]);
  useLeaving(box, isOpen && !isList, () => setOpen(false));
  return (
    <li
      ref={box}
      className={classes(!isList && 'relative')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isList || !isOpen) return;
        event.preventDefault();
        setOpen(false);
        box.current?.querySelector('button')?.focus();
      }}
    >
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        {...(isCurrent ? { 'aria-current': 'true' as const } : {})}
        onClick={() => setOpen(!isOpen)}
        className={classes(look, 'cursor-pointer gap-1', isList ? row : tab, tone(isCurrent))}
      >
        {label}
        <span className={classes('transition-transform', isList && 'ms-auto', isOpen && 'rotate-180')}>
          <Icon name="down" />
        </span>
      </button>
      <ul
        id={id}
        hidden={!isOpen}
        className={
          isList
            ? 'pb-2 ps-4'
            : 'paper absolute start-0 top-full z-30 min-w-56 rounded-b-lg border border-line bg-raised py-1.5 shadow-lg'
        }
      >
        {items.map((link) => (
          <li key={link.href}>
            <Entry link={link} shape={isList ? row : below} />
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Calls back when the focus or the pointer goes elsewhere. */
function useLeaving(box: RefObject<HTMLElement | null>, isWatching: boolean, onLeave: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is called does the same each time
  useEffect(() => {
    if (!isWatching) return;
    const check = ({ target }: Event): void => {
      if (target instanceof Node && !box.current?.contains(target)) onLeave();
    };
    for (const kind of ['pointerdown', 'focusin'] as const) document.addEventListener(kind, check);
    return () => {
      for (const kind of ['pointerdown', 'focusin'] as const) document.removeEventListener(kind, check);
    };
  }, [isWatching]);
}
