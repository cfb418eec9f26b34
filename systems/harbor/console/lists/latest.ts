import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';

type Latest<Row> = {
  readonly queryKey: readonly string[];
  /** The latest, or those before an id. */
  readonly read: (query: { readonly before?: string }) => Promise<readonly Row[]>;
  /** As many come at a time. */
  readonly atOnce: number;
  readonly refetchMs?: number;
};

/** A list of which the latest are asked for, and older ones where somebody wants them. */
export function useLatest<Row extends { readonly id: string }>({
  queryKey,
  read,
  atOnce,
  refetchMs,
}: Latest<Row>): UseInfiniteQueryResult<readonly Row[]> {
  return useInfiniteQuery({
    queryKey: [...queryKey],
    queryFn: ({ pageParam }) => read(pageParam === undefined ? {} : { before: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.length < atOnce ? undefined : page.at(-1)?.id),
    select: ({ pages }) => pages.flat(),
    ...(refetchMs === undefined ? {} : { refetchInterval: refetchMs }),
  });
}
