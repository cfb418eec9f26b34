import type { ReactElement, ReactNode } from 'react';

/** A box with an optional heading. */
export function Card({
  title,
  children,
}: {
  readonly title?: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <section className="rounded-lg border border-line bg-surface p-4 shadow-xs sm:p-5">
      {title !== undefined && <h3 className="mb-2 font-semibold text-base">{title}</h3>}
      {children}
    </section>
  );
}

/** Boxes beside each other as the width allows. */
export function Grid({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,17rem),1fr))] gap-4">{children}</div>
  );
}
