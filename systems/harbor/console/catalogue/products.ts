import type { ProductView } from '@finharbor/harbor/contract';
import { usePlace } from '@finharbor/ui/screens';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { hub, node } from '../api.ts';

/** The products this place knows: the hub's public catalogue, or what this node has verified. */
export function useProducts(): UseQueryResult<readonly ProductView[]> {
  const { role } = usePlace();
  const isNode = role === 'node';
  return useQuery({
    queryKey: ['harbor', 'products', role],
    queryFn: async () => (await (isNode ? node.listProducts({}) : hub.getCatalogue({}))).body,
  });
}
