import type { HeldTerm } from '@finharbor/harbor/contract';
import { Badge, useBilingual, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** Terms in words, each with who sees to it: a node, or a promise. */
export function HeldTerms({ terms }: { readonly terms: readonly HeldTerm[] }): ReactElement {
  const say = useBilingual();
  const text = useText('harbor');
  return (
    <ul className="mt-2 grid gap-2">
      {terms.map((term) => (
        <li key={term.en}>
          <Badge tone={term.held === 'enforced' ? 'good' : 'warn'}>{text(`enforcement.${term.held}`)}</Badge>
          {say(term)}
        </li>
      ))}
    </ul>
  );
}
