import type { Bilingual } from '@finharbor/harbor/contract';
import { useQuery } from '@tanstack/react-query';
import { node } from '../api.ts';

/** What each of this party's contracts is for; undefined until that is heard, and for contracts of others. */
export function usePurposes(): (contract: string) => Bilingual | undefined {
  const { data } = useQuery({
    queryKey: ['harbor', 'contracts', 'purposes'],
    queryFn: async () =>
      new Map((await node.listContracts({})).body.map(({ id, body }) => [id, body.purpose])),
    staleTime: 60_000,
  });
  return (contract) => data?.get(contract);
}
