import type { ProductView } from '@finharbor/harbor/contract';
import { useText } from '@finharbor/ui';
import { useFacetWords } from './words.ts';

type Classed = NonNullable<ProductView['body']['classed']>;

/** How its holder classes a product, line by line. */
export function useClassWords(): readonly {
  readonly id: string;
  readonly term: string;
  readonly of: (classed: Classed) => string;
}[] {
  const text = useText('catalogue');
  const wordOf = useFacetWords();
  return [
    {
      id: 'sector',
      term: text('facet.sector'),
      of: ({ sector }) => (sector ? wordOf('sector', sector) : text('sectors')),
    },
    {
      id: 'personal',
      term: text('facet.personal'),
      of: ({ personal }) => wordOf('personal', personal ? 'yes' : 'no'),
    },
    { id: 'update', term: text('facet.update'), of: ({ update }) => wordOf('update', update) },
    {
      id: 'terms',
      term: text('facet.term'),
      of: ({ terms }) => terms.map((term) => wordOf('term', term)).join(' · ') || '—',
    },
  ];
}
