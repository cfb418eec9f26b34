import { useBilingual } from '@finharbor/ui';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { hub } from '../api.ts';

/** Something of the oversight, asked for again every few seconds: others sign while it is looked at. */
export function useOverseen<T>(what: readonly string[], read: () => Promise<T>): UseQueryResult<T> {
  return useQuery({ queryKey: ['oversight', ...what], queryFn: read, refetchInterval: 5000 });
}

/** Parties by the names people know them by; the short name where the hub's directory has none. */
export function useNames(): (party: string) => string {
  const say = useBilingual();
  const { data: parties } = useQuery({
    queryKey: ['harbor', 'parties'],
    queryFn: async () => (await hub.getHarbor({})).body.parties,
    staleTime: 60_000,
  });
  return (party) => {
    const known = parties?.find((one) => one.party === party);
    return known ? say(known.name) : party;
  };
}
