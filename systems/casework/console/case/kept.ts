import type { CaseView } from '@finharbor/casework/contract';
import { useQueryClient } from '@tanstack/react-query';

/** Shows a case as the answer to what was done has it, and has what depends on it read anew. */
export function useKept(id: string): (next: CaseView) => void {
  const client = useQueryClient();
  return (next) => {
    client.setQueryData(['cases', 'one', id], next);
    void client.invalidateQueries({ queryKey: ['cases'] });
  };
}
