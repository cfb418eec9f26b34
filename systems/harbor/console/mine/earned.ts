import type { Earnings } from '@finharbor/harbor/contract';
import { useQuery } from '@tanstack/react-query';
import { node } from '../api.ts';
import type { Dimension } from './groups.ts';

/** What this party's data have earned; undefined until the hub, which settles, has said so. */
export function useEarnings(): Earnings | undefined {
  const { data } = useQuery({
    queryKey: ['settlement', 'earnings'],
    queryFn: async () => (await node.getEarnings({})).body,
  });
  return data;
}

/** What each group of uses has earned, in fen; undefined for groups that charges do not tell apart. */
export function earnedBy(
  earnings: Earnings | undefined,
  dimension: Dimension,
): ReadonlyMap<string, string> | undefined {
  if (dimension === 'consumer')
    return earnings && new Map(earnings.byConsumer.map((row) => [row.consumer, row.amountMinor]));
  if (dimension === 'month')
    return earnings && new Map(earnings.byMonth.map((row) => [row.month, row.amountMinor]));
  return undefined;
}
