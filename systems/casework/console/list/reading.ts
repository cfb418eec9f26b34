import { governanceRoutes } from '@finharbor/access/governance';
import type { Facets, ProcedureView } from '@finharbor/casework/contract';
import { typedClient } from '@finharbor/kernel/contract';
import { homeFetch, useWho } from '@finharbor/ui/screens';
import { type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { cases } from '../api.ts';
import type { Wanted } from './wanted.ts';

const access = typedClient({ listColleagues: governanceRoutes.listColleagues }, location.origin, homeFetch);

/** Somebody of the same office. */
export type Person = { readonly id: string; readonly name: string };

/** The office's people with the reader first, where they are of one. */
export function useColleagues(isOffice: boolean): readonly Person[] {
  const { data } = useQuery({
    queryKey: ['colleagues'],
    queryFn: async () => (await access.listColleagues({})).body,
    enabled: isOffice,
  });
  const who = useWho();
  return who && isOffice ? [{ id: who.id, name: who.name }, ...(data ?? [])] : [];
}

/** How many cases of each kind a filter leaves. */
export function useFacets(query: Wanted): UseQueryResult<Facets> {
  return useQuery({
    queryKey: ['cases', 'facets', query],
    queryFn: async () => (await cases.getFacets({ query })).body,
    placeholderData: (before) => before,
  });
}

/** Procedures in their latest version, as far as they are there yet. */
export function useWhole(names: readonly string[]): readonly ProcedureView[] {
  const found = useQueries({
    queries: names.map((name) => ({
      queryKey: ['procedures', name, 'latest'],
      queryFn: async () => (await cases.getProcedure({ params: { name }, query: {} })).body,
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  return found.flatMap(({ data }) => data ?? []);
}
