import type { ReactElement, ReactNode } from 'react';

/** Data as they are, names, codes, addresses: no words of ours, and nothing for a browser's translator. */
export function Verbatim({ children }: { readonly children: ReactNode }): ReactElement {
  return <span translate="no">{children}</span>;
}
