import type { NoticeFilter } from '@finharbor/desk/contract';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { desk } from '../api.ts';
import type { Marking } from './marking.ts';

const freshMs = 10_000;

/** What an inbox is asked for. */
export type InboxView = { readonly state: NoticeFilter; readonly kind: string | undefined };

type Cursor = NonNullable<Awaited<ReturnType<typeof desk.listNotices>>['body']['next']>;

/** The notices of a view, as far as they have been asked for. */
export const noticesQuery = ({ state, kind }: InboxView) =>
  infiniteQueryOptions({
    queryKey: ['desk', 'notices', state, kind ?? ''],
    queryFn: async ({ pageParam }) =>
      (
        await desk.listNotices({
          query: {
            state,
            ...(kind === undefined ? {} : { kind }),
            ...(pageParam === null ? {} : { cursor: pageParam }),
          },
        })
      ).body,
    initialPageParam: null as Cursor | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: freshMs,
  });

/** How much waits. */
export const countQuery = queryOptions({
  queryKey: ['desk', 'notices', 'count'],
  queryFn: async () => (await desk.countNotices({})).body,
  refetchInterval: freshMs,
});

/** What this person may be told of. */
export const kindsQuery = queryOptions({
  queryKey: ['desk', 'kinds'],
  queryFn: async () => (await desk.listNoticeKinds({})).body,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Marks notices and has every list and count of them read anew. */
export function useMark() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (marking: Marking) => (await desk.postMarks({ body: marking })).body.marked,
    onSuccess: () => client.invalidateQueries({ queryKey: ['desk', 'notices'] }),
  });
}
