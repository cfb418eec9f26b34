import { useToast } from '@finharbor/ui';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';

type Doing<T> = {
  readonly run: (wanted: T) => Promise<unknown>;
  /** What is said once it is done. */
  readonly done: string;
  readonly onDone?: () => void;
  /** The id of the part of the page in which it is done; without one the whole page. */
  readonly at?: string;
};

/** Does something with the pilot, says that it is done, and has everything about it read anew. */
export function useDoing<T = void>({
  run,
  done,
  onDone,
  at,
}: Doing<T>): UseMutationResult<unknown, unknown, T> {
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: run,
    async onSuccess() {
      await client.invalidateQueries({ queryKey: ['pilots'] });
      toast({ title: done, tone: 'good', isPassing: true });
      onDone?.();
      setTimeout(() => keepPlace(at), settledMs);
    },
  });
}

/** The page is drawn anew by then, and a dialog has given the focus back to what opened it. */
const settledMs = 150;

/** Who works by keyboard goes on from where they were, also where the form or the button that they pressed is gone. */
function keepPlace(at: string | undefined): void {
  const held = document.activeElement;
  if (held !== null && held !== document.body) return;
  const part = at === undefined ? null : document.getElementById(at);
  const place =
    part?.querySelector<HTMLElement>('h2, h3') ?? part ?? document.querySelector<HTMLElement>('main h1');
  if (!place) return;
  place.tabIndex = -1;
  place.focus();
}
