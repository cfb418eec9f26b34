import type { ReactElement, ReactNode } from 'react';

/** Things beside each other, with what is special about them above. */
export function Sample({
  label,
  children,
}: {
  readonly label?: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div className="mb-4">
      {label !== undefined && <p className="mb-1.5 text-quiet text-xs">{label}</p>}
      <div className="flex flex-wrap items-center gap-3">{children}</div>
    </div>
  );
}
