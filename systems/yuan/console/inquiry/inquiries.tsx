import {
  Badge,
  Button,
  type Column,
  DataTable,
  EmptyState,
  Query,
  type Tone,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { InquiryState, InquiryView } from '@finharbor/yuan/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuan } from '../api.ts';

const tones: Readonly<Record<InquiryState, Tone>> = {
  open: 'warn',
  checked: 'accent',
  answered: 'good',
  refused: 'bad',
};
type Cursor = Awaited<ReturnType<typeof yuan.listInquiries>>['body']['next'];

/** How a request stands. */
export function InquiryBadge({ state }: { readonly state: InquiryState }): ReactElement {
  const text = useText('yuanInquiry');
  return <Badge tone={tones[state]}>{text(`state.${state}`)}</Badge>;
}

/** Requests that somebody may see: their own, those to their bank, or at the hub all. */
export function Inquiries(): ReactElement {
  const text = useText('yuanInquiry');
  const columns = useColumns();
  const inquiries = useInfiniteQuery({
    queryKey: ['yuan', 'inquiries'],
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam === undefined ? {} : { cursor: pageParam };
      return (await yuan.listInquiries({ query, signal })).body;
    },
    initialPageParam: undefined as NonNullable<Cursor> | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <Query query={inquiries} shape="table">
      {({ pages }) => (
        <>
          <DataTable
            caption={text('title')}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={({ id }) => id}
            href={({ id }) => `/app/lawful-requests/${id}`}
            columns={columns}
            empty={<EmptyState title={text('none')} />}
          />
          {inquiries.hasNextPage && (
            <Button onPress={() => void inquiries.fetchNextPage()} pending={inquiries.isFetchingNextPage}>
              {text('more')}
            </Button>
          )}
        </>
      )}
    </Query>
  );
}

function useColumns(): readonly Column<InquiryView>[] {
  const text = useText('yuanInquiry');
  const say = useBilingual();
  const { dateTime } = useFormat();
  return [
    { id: 'document', header: text('document'), cell: ({ document }) => <Verbatim>{document}</Verbatim> },
    { id: 'authority', header: text('authority'), cell: ({ authority }) => <Verbatim>{authority}</Verbatim> },
    { id: 'law', header: text('law'), cell: ({ law, article }) => `${say(law)} ${article}` },
    { id: 'bank', header: text('bank'), cell: ({ operatorName }) => say(operatorName) },
    { id: 'state', header: text('stateOf'), cell: ({ state }) => <InquiryBadge state={state} /> },
    {
      id: 'asked',
      header: text('askedAt'),
      cell: ({ askedAtMs }) => dateTime(askedAtMs),
      sortBy: ({ askedAtMs }) => askedAtMs,
    },
  ];
}
