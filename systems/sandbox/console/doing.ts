import { useToast } from '@finharbor/ui';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';

type Doing<T> = {
  readonly run: (wanted: T) => Promise<unknown>;
  /** What is said once it is done. */
  readonly done: string;
  readonly onDone?: () => void;
};

/** Does something with the pilot, says that it is done, and has everything about it read anew. */
export function useDoing<T = void>({ run, done, onDone }: Doing<T>): UseMutationResult<unknown, unknown, T> {
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: run,
    async onSuccess() {
      await client.invalidateQueries({ queryKey: ['pilots'] });
      toast({ title: done, tone: 'good', isPassing: true });
      onDone?.();
    },
  });
}
