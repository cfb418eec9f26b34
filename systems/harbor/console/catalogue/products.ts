import type { ProductView } from '@finharbor/harbor/contract';
import { fail } from '@finharbor/kernel/contract';
import { usePlace } from '@finharbor/ui/screens';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { hub, node } from '../api.ts';

/** The newest versions of all products that this place knows, offered or not: the hub's, or what this node has verified. */
export function useProducts(): UseQueryResult<readonly ProductView[]> {
  const { role } = usePlace();
  const isNode = role === 'node';
  return useQuery({
    queryKey: ['harbor', 'products', role, 'newest'],
    queryFn: async () => (await (isNode ? node : hub).listNewestProducts({})).body,
  });
}

/** One version of a product; any id of an address may be asked for. Errors: `product.not_found`. */
export function useProduct(id: string): UseQueryResult<ProductView> {
  const { role } = usePlace();
  return useQuery({
    queryKey: ['harbor', 'products', role, id],
    queryFn: async () => {
      if (!/^[0-9a-f]{64}$/.test(id)) fail('product.not_found', 'This is no id of a product.');
      const asked = { params: { id } };
      return (await (role === 'node' ? node.getProduct(asked) : hub.getProduct(asked))).body;
    },
  });
}
