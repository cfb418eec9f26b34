import {
  type FacetId,
  type Facets,
  type FoundProducts,
  facetIds,
  type ProductQuery,
  type Sort,
  sorts,
} from '@finharbor/harbor/contract';
import { type AskedField, type FilterValues, useAddressFilters } from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import {
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { hub, node } from '../api.ts';

/** What stands in the address: words, values of each facet separated by commas, and the order. */
const asked: readonly AskedField[] = ['q', ...facetIds, 'sort'].map((id) => ({
  id,
  label: id,
  kind: 'text',
}));

/** What is looked for, as the address has it; it may have been written by anybody. */
export type Asked = {
  readonly values: FilterValues;
  readonly q: string;
  readonly sort: Sort;
  readonly chosen: (facet: FacetId) => readonly string[];
  readonly apply: (values: FilterValues) => void;
};

/** What the person looks for. */
export function useAsked(): Asked {
  const [values, apply] = useAddressFilters(asked);
  return {
    values,
    q: values.q ?? '',
    sort: sorts.find((sort) => sort === values.sort) ?? 'relevance',
    chosen: (facet) => values[facet]?.split(',').filter((value) => /^[\w-]{1,40}$/.test(value)) ?? [],
    apply,
  };
}

/** The pages of what was found so far. */
export function useFound(asked: Asked): UseInfiniteQueryResult<{ readonly pages: readonly FoundProducts[] }> {
  const { role } = usePlace();
  const query = { ...searchOf(asked), sort: asked.sort };
  return useInfiniteQuery({
    queryKey: ['harbor', 'products', role, 'found', query],
    queryFn: async ({ pageParam }) => {
      const page = { query: { ...query, limit: 30, ...(pageParam ? { cursor: pageParam } : {}) } };
      return (await (role === 'node' ? node.findProducts(page) : hub.findProducts(page))).body;
    },
    initialPageParam: null as FoundProducts['next'],
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

/** How many of what was found there are by each facet. */
export function useFacets(asked: Asked): UseQueryResult<Facets> {
  const { role } = usePlace();
  const query = searchOf(asked);
  return useQuery({
    queryKey: ['harbor', 'products', role, 'facets', query],
    queryFn: async () => (await (role === 'node' ? node : hub).countFacets({ query })).body,
    placeholderData: keepPreviousData,
  });
}

/** What is looked for, whatever its order: words and values of facets. */
export function searchOf({ q, chosen }: Pick<Asked, 'q' | 'chosen'>): ProductQuery {
  const facets = facetIds.flatMap((facet) => {
    const values = chosen(facet).slice(0, 20);
    return values.length > 0 ? [[facet, values] as const] : [];
  });
  return { ...(q === '' ? {} : { q: q.slice(0, 200) }), ...Object.fromEntries(facets) };
}
