import { useFormat } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** A firm's code in its parts, on one line and left alone by translators. */
export function Uscc({ code }: { readonly code: string }): ReactElement {
  const { uscc } = useFormat();
  return (
    <span translate="no" className="whitespace-nowrap">
      {uscc(code)}
    </span>
  );
}
