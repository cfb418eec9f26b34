import type { UsesOfMonth } from '@finharbor/harbor/contract';
import { useBilingual } from '@finharbor/ui';
import { usePartyName } from '../parties/names.ts';
import type { Dimension } from './groups.ts';

/** What a group of uses is called. */
export function useGroupName(): (dimension: Dimension, like: UsesOfMonth) => string {
  const say = useBilingual();
  const nameOf = usePartyName();
  return (dimension, { title, consumer, purpose, month }) =>
    ({ product: say(title), consumer: nameOf(consumer), purpose: say(purpose), month })[dimension];
}
