import type { InboxItem, Mark } from '@finharbor/desk/contract';
import { useText, useToast } from '@finharbor/ui';
import { undoOf } from './marking.ts';
import { useMark } from './queries.ts';

/** Says that notices were marked, with a way to have them back. */
export function useTellMarked(): (
  title: string,
  marked: { readonly items: readonly InboxItem[]; readonly mark: Mark },
) => void {
  const text = useText('inbox');
  const toast = useToast();
  const { mutateAsync } = useMark();
  return (title, { items, mark }) => {
    const back = undoOf(items, mark);
    const undo = async (): Promise<void> => {
      try {
        for (const marking of back) await mutateAsync(marking);
      } catch {
        toast({ tone: 'bad', title: text('undoFailed') });
      }
    };
    toast({
      tone: 'good',
      title,
      ...(back.length === 0 ? {} : { onUndo: () => void undo() }),
      isPassing: true,
    });
  };
}
