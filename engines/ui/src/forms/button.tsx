import type { ReactElement, ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps, Link } from 'react-aria-components';
import { classes } from '../classes.ts';
import { useText } from '../i18n/hooks.ts';

/** How much a button stands out. */
export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

const base =
  'inline-flex min-h-9 cursor-pointer items-center justify-center gap-2 rounded-md border px-3.5 py-1.5 text-sm font-medium transition-colors pointer-coarse:min-h-11 disabled:cursor-not-allowed disabled:border-transparent disabled:bg-sunken disabled:text-quiet disabled:no-underline';
const looks: Readonly<Record<ButtonVariant, string>> = {
  primary: 'border-transparent bg-accent text-accent-ink hover:bg-accent-strong',
  secondary: 'border-edge bg-raised text-ink hover:border-accent hover:bg-accent-soft',
  quiet: 'border-transparent bg-transparent px-2.5 text-accent hover:bg-accent-soft',
  danger: 'border-transparent bg-bad text-ground hover:opacity-90',
};

/** What a button takes: React Aria's own, its variant, and whether what it began is still running. */
export type ButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'isPending' | 'children'> & {
  readonly variant?: ButtonVariant;
  readonly pending?: boolean;
  readonly children: ReactNode;
};

/**
 * A button. While `pending` it takes no press, keeps the focus and says so. (React Aria's own pending state announces by a reference to
 * the button, which dangles once the page has gone on.)
 */
export function Button({
  variant = 'secondary',
  pending = false,
  children,
  onPress,
  type = 'button',
  ...rest
}: ButtonProps): ReactElement {
  return (
    <AriaButton
      {...rest}
      type={pending ? 'button' : type}
      {...(onPress && !pending ? { onPress } : {})}
      className={classes(base, looks[variant], pending && 'cursor-progress opacity-80')}
    >
      {children}
      {pending && <Pending />}
    </AriaButton>
  );
}

/** A link that looks like a button. */
export function LinkButton({
  href,
  variant = 'secondary',
  children,
  download,
}: {
  readonly href: string;
  readonly variant?: ButtonVariant;
  readonly children: ReactNode;
  readonly download?: string;
}): ReactElement {
  return (
    <Link
      href={href}
      data-button
      {...(download === undefined ? {} : { download })}
      className={classes(base, looks[variant])}
    >
      {children}
    </Link>
  );
}

/** A link in running text; with `download` to a file that is saved under that name. */
export function TextLink({
  href,
  children,
  current = false,
  download,
}: {
  readonly href: string;
  readonly children: ReactNode;
  readonly current?: boolean;
  readonly download?: string;
}): ReactElement {
  return (
    <Link
      href={href}
      {...(current ? { 'aria-current': 'page' as const } : {})}
      {...(download === undefined ? {} : { download })}
      className="text-accent underline underline-offset-3 hover:no-underline"
    >
      {children}
    </Link>
  );
}

function Pending(): ReactElement {
  const text = useText('ui');
  return (
    <>
      <span
        aria-hidden="true"
        className="order-first size-3.5 animate-spin rounded-full border-2 border-current border-t-transparent"
      />
      <span role="status" className="sr-only">
        {text('pending')}
      </span>
    </>
  );
}
