import { type UseQueryResult, useQuery } from '@tanstack/react-query';

/** Something of the oversight, asked for again every few seconds: others sign while it is looked at. */
export function useOverseen<T>(what: readonly string[], read: () => Promise<T>): UseQueryResult<T> {
  return useQuery({ queryKey: ['oversight', ...what], queryFn: read, refetchInterval: 5000 });
}
