import type { Page } from '@finharbor/kernel/contract';
import {
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';

const everyMs = 5000;

/** Something of the oversight, asked for again every few seconds: others sign while it is looked at. */
export function useOverseen<T>(what: readonly string[], read: () => Promise<T>): UseQueryResult<T> {
  return useQuery({ queryKey: ['oversight', ...what], queryFn: read, refetchInterval: everyMs });
}

/** A list of the oversight as far as it has been asked for, and how much of it there is. */
export type Overseen<Row> = { readonly items: readonly Row[]; readonly total: number };
type Cursor = NonNullable<Page<unknown>['next']>;

/** A list whose latest rows are asked for, and older ones where somebody wants them. */
export function useOverseenList<Row>(
  what: string,
  read: (query: { readonly before?: Cursor }) => Promise<{
    readonly body: Overseen<Row> & { readonly next: Cursor | null };
  }>,
): UseInfiniteQueryResult<Overseen<Row>> {
  return useInfiniteQuery({
    queryKey: ['oversight', what],
    queryFn: async ({ pageParam }) => (await read(pageParam === null ? {} : { before: pageParam })).body,
    initialPageParam: null as Cursor | null,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => ({ items: pages.flatMap(({ items }) => items), total: pages[0]!.total }),
    refetchInterval: everyMs,
  });
}
