import type { CaseView, ProcedureView } from '@finharbor/casework/contract';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { cases } from '../api.ts';

const everyMs = 15_000;

/** A case, looked at again now and then: others work on it too. */
export function useCase(id: string): UseQueryResult<CaseView> {
  return useQuery({
    queryKey: ['cases', 'one', id],
    queryFn: async () => (await cases.getCase({ params: { id } })).body,
    refetchInterval: everyMs,
  });
}

/** A procedure in one of its versions, which does not change. */
export function useProcedure(name: string, version?: number): UseQueryResult<ProcedureView> {
  return useQuery({
    queryKey: ['procedures', name, version ?? 'latest'],
    queryFn: async () =>
      (await cases.getProcedure({ params: { name }, query: version === undefined ? {} : { version } })).body,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
