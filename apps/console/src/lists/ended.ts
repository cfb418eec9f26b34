import type { Account } from '@finharbor/access/contract';
import { useFormat, useText, useToast } from '@finharbor/ui';
import { useQueryClient } from '@tanstack/react-query';
import { security } from '../security/api.ts';

/** Tells whose accounts were ended, and brings them back where that was a slip. */
export function useEnded(): (ended: readonly Account[]) => Promise<void> {
  const text = useText('peopleLists');
  const { number } = useFormat();
  const toast = useToast();
  const client = useQueryClient();
  const readAnew = (): Promise<void> => client.invalidateQueries({ queryKey: ['accounts'] });
  const say = (what: 'ended' | 'back' | 'notBack', people: readonly Account[]): string =>
    text(`accounts.${what}`, { who: people.length === 1 ? people[0]!.name : number(people.length) });
  const bringBack = async (people: readonly Account[]): Promise<void> => {
    const outcomes = await Promise.allSettled(
      people.map(({ id }) => security.postReinstatement({ params: { id } })),
    );
    const thatAre = (status: 'fulfilled' | 'rejected'): readonly Account[] =>
      people.filter((_, at) => outcomes[at]!.status === status);
    const [back, lost] = [thatAre('fulfilled'), thatAre('rejected')];
    if (back.length > 0) toast({ tone: 'good', title: say('back', back) });
    if (lost.length > 0)
      toast({ tone: 'bad', title: say('notBack', lost), onUndo: () => void bringBack(lost) });
    await readAnew();
  };
  return async (ended) => {
    if (ended.length === 0) return;
    toast({ tone: 'good', title: say('ended', ended), onUndo: () => void bringBack(ended) });
    await readAnew();
  };
}
