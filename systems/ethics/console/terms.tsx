import type { Term } from '@finharbor/ethics/contract';
import { useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { dayBefore, useDay } from './days.ts';

/** A term of office in a line: which office, from its first day to its last. */
export function useTerm(): (term: Term) => string {
  const text = useText('ethics');
  const day = useDay();
  return ({ fromOn, untilOn, office }) =>
    text('term', { office: text(`office.${office}`), from: day(fromOn), to: day(dayBefore(untilOn)) });
}

/** Terms of office one below the other. */
export function Terms({ terms }: { readonly terms: readonly Term[] }): ReactElement {
  const said = useTerm();
  return (
    <>
      {terms.map((term) => (
        <span key={term.fromOn} className="block">
          {said(term)}
        </span>
      ))}
    </>
  );
}
