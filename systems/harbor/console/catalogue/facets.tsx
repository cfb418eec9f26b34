import { type FacetId, type Facets, facetIds } from '@finharbor/harbor/contract';
import { CheckboxGroup, Disclosure, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { Asked } from './find.ts';
import { useFacetWords } from './words.ts';

/** What can be narrowed down to, and to how many products each choice leads. */
export function FacetPanel({
  asked,
  facets,
}: {
  readonly asked: Asked;
  readonly facets: Facets;
}): ReactElement {
  const text = useText('catalogue');
  const on = facetIds.reduce((count, facet) => count + asked.chosen(facet).length, 0);
  const groups = facetIds.map((facet) => <Group key={facet} facet={facet} asked={asked} facets={facets} />);
  return (
    <search aria-label={text('facets')} className="no-print">
      <div className="lg:hidden">
        <Disclosure title={text('narrow', { n: on })}>{groups}</Disclosure>
      </div>
      <div className="hidden lg:block">{groups}</div>
    </search>
  );
}

type GroupProps = { readonly facet: FacetId; readonly asked: Asked; readonly facets: Facets };

function Group({ facet, asked, facets }: GroupProps): ReactElement | null {
  const text = useText('catalogue');
  const nameOf = useFacetWords();
  const { number } = useFormat();
  const named = asked.chosen(facet);
  // Where no state is named, only what is listed is looked for.
  const chosen = facet === 'state' && named.length === 0 ? ['listed'] : named;
  const counts = new Map(facets.facets[facet].map(({ value, count }) => [value, count]));
  // What is chosen can be taken back, also where nothing has it any more.
  const values = [...counts.keys(), ...chosen.filter((value) => !counts.has(value))];
  if (values.length < 2 && named.length === 0) return null;
  return (
    <CheckboxGroup
      label={text(`facet.${facet}`)}
      options={values.map((id) => ({
        id,
        label: text('counted', { name: nameOf(facet, id), n: number(counts.get(id) ?? 0) }),
      }))}
      selected={chosen}
      onChange={(next) => asked.apply({ ...asked.values, [facet]: next.join(',') })}
    />
  );
}
