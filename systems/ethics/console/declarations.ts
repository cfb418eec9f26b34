import { useQuery } from '@tanstack/react-query';
import { ethics } from './api.ts';

/** Every version of the declaration that was adopted, the latest first. */
export function useDeclarations() {
  return useQuery({
    queryKey: ['ethics', 'declarations'],
    queryFn: async ({ signal }) => (await ethics.listDeclarations({ signal })).body.items,
  });
}
