import { type ReactElement, type ReactNode, useState } from 'react';
import { Button } from '../forms/button.tsx';
import { useText } from '../i18n/hooks.ts';

/** One figure with its name. */
export function Stat({
  label,
  value,
  hint,
}: {
  readonly label: string;
  readonly value: ReactNode;
  readonly hint?: ReactNode;
}): ReactElement {
  return (
    <div className="rounded-lg border border-line bg-surface px-4 py-3 shadow-xs">
      <p className="text-quiet text-sm">{label}</p>
      <p className="font-semibold text-2xl leading-tight">{value}</p>
      {hint !== undefined && <p className="text-quiet text-sm">{hint}</p>}
    </div>
  );
}

/** Terms and their values. */
export function DescriptionList({
  items,
}: {
  readonly items: readonly { readonly term: string; readonly value: ReactNode }[];
}): ReactElement {
  return (
    <dl className="mb-5 grid gap-x-6 gap-y-1.5 sm:grid-cols-[minmax(9rem,max-content)_1fr]">
      {items.map(({ term, value }) => (
        <div key={term} className="contents">
          <dt className="text-quiet">{term}</dt>
          <dd className="mb-1.5 sm:mb-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Letters and digits to be compared or copied. */
export function Code({
  children,
  copyable = false,
}: {
  readonly children: string;
  readonly copyable?: boolean;
}): ReactElement {
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <code className="rounded bg-sunken px-1 font-mono text-[0.9em]">{children}</code>
      {copyable && <CopyButton text={children} />}
    </span>
  );
}

/** Copies a text and says that it did. */
export function CopyButton({ text: copied }: { readonly text: string }): ReactElement {
  const [isDone, setDone] = useState(false);
  const text = useText('ui');
  return (
    <Button
      variant="quiet"
      onPress={() => void navigator.clipboard.writeText(copied).then(() => setDone(true))}
    >
      <span aria-live="polite">{isDone ? text('copied') : text('copy')}</span>
    </Button>
  );
}

/** What happened, in its order. */
export function Timeline({
  items,
}: {
  readonly items: readonly { readonly at?: string; readonly title: ReactNode; readonly body?: ReactNode }[];
}): ReactElement {
  return (
    <ol className="mb-5 border-line border-s-2 ps-5">
      {items.map(({ at, title, body }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries only ever get more at the end
        <li key={index} className="relative mb-4 last:mb-0">
          <span
            aria-hidden="true"
            className="absolute -start-[1.69rem] top-1.5 size-3 rounded-full border-2 border-ground bg-accent"
          />
          <p className="font-medium">{title}</p>
          {at !== undefined && <p className="text-quiet text-sm">{at}</p>}
          {body !== undefined && <div>{body}</div>}
        </li>
      ))}
    </ol>
  );
}

/** Something to open for who wants to know more. */
export function Disclosure({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <details className="mb-4 rounded-lg border border-line bg-surface px-4 py-1.5">
      <summary className="-mx-2 min-h-8 cursor-pointer rounded px-2 py-1 font-medium">{title}</summary>
      <div className="py-2">{children}</div>
    </details>
  );
}
