import type { CaseView } from '@finharbor/casework/contract';
import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { cases } from '../api.ts';
import { useKept } from './kept.ts';

/** What a step is taken with. */
export type Taken = { readonly form?: Readonly<Record<string, unknown>>; readonly reason?: string };

/** Takes a step of a case as it is seen here: who saw an older one is told, and nothing is done. */
export function useTake(
  { id, revision }: Pick<CaseView, 'id' | 'revision'>,
  step: string,
  onDone: () => void,
): UseMutationResult<CaseView, unknown, Taken> {
  const keep = useKept(id);
  return useMutation({
    mutationFn: async (taken: Taken) =>
      (await cases.postStep({ params: { id, step }, body: { ...taken, revision } })).body,
    onSuccess(next) {
      keep(next);
      onDone();
    },
  });
}
