import type { ListedProcedure } from '@finharbor/casework/contract';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { cases } from '../api.ts';

/** The procedures of this process, each in its latest version. */
export function useProcedures(): UseQueryResult<readonly ListedProcedure[]> {
  return useQuery({
    queryKey: ['procedures'],
    queryFn: async () => (await cases.listProcedures({})).body.items,
  });
}
