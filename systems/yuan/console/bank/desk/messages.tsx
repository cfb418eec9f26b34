import type { Page } from '@finharbor/kernel/contract';
import {
  Badge,
  Button,
  DataTable,
  ErrorSummary,
  FileDrop,
  Query,
  Section,
  useFormat,
  useText,
  useToast,
} from '@finharbor/ui';
import type { MessageView } from '@finharbor/yuan/contract';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuan } from '../../api.ts';

const limit = 50;

/** What went between the operator and the bank, the latest first. */
export function Messages(): ReactElement {
  const text = useText('yuanBank');
  const { dateTime } = useFormat();
  const rows = useInfiniteQuery({
    queryKey: ['yuan', 'messages'],
    queryFn: async ({ pageParam: cursor, signal }) =>
      (await yuan.listBankMessages({ query: { cursor, limit }, signal })).body,
    initialPageParam: undefined as NonNullable<Page<unknown>['next']> | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: 5_000,
  });
  return (
    <>
      <Query query={rows} shape="table">
        {({ pages }) => (
          <DataTable
            caption={text('desk.messages')}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={({ no }) => no}
            href={({ no }) => `/app/wallet-bank/messages/${no}`}
            empty={<p className="text-quiet">{text('messages.none')}</p>}
            columns={[
              { id: 'at', header: text('exchanges.at'), cell: ({ sentAtMs }) => dateTime(sentAtMs) },
              {
                id: 'kind',
                header: text('messages.kind'),
                cell: ({ kind }) => `${kind} ${text(`message.${kind.replace('.', '')}`)}`,
              },
              {
                id: 'direction',
                header: text('messages.direction'),
                cell: ({ direction }) => text(`direction.${direction}`),
              },
              {
                id: 'arrivals',
                header: text('messages.arrivals'),
                align: 'end',
                cell: ({ arrivals }) => arrivals,
              },
              {
                id: 'state',
                header: text('exchanges.state'),
                cell: (message) => <MessageMark {...message} />,
              },
            ]}
          />
        )}
      </Query>
      {rows.hasNextPage && (
        <Button onPress={() => void rows.fetchNextPage()} pending={rows.isFetchingNextPage}>
          {text('desk.more')}
        </Button>
      )}
      <HandIn />
    </>
  );
}

const tones = { sent: 'accent', acted: 'good', refused: 'bad' } as const;

/** Whether a message was acted on. */
export function MessageMark({ state }: Pick<MessageView, 'state'>): ReactElement {
  const text = useText('yuanBank');
  return <Badge tone={tones[state]}>{text(`messageState.${state}`)}</Badge>;
}

function HandIn(): ReactElement {
  const text = useText('yuanBank');
  const client = useQueryClient();
  const toast = useToast();
  const send = useMutation({
    mutationFn: async (file: File) =>
      yuan.postBankMessage({ body: new Uint8Array(await file.arrayBuffer()) }),
    onSuccess: () => {
      toast({ tone: 'good', title: text('messages.taken') });
      return client.invalidateQueries({ queryKey: ['yuan'] });
    },
  });
  return (
    <Section title={text('messages.handIn')}>
      <p className="mb-4 max-w-prose text-quiet">{text('messages.handInHelp')}</p>
      <ErrorSummary error={send.error} />
      <FileDrop label={text('messages.choose')} accept={['.xml']} onFile={(file) => send.mutate(file)} />
    </Section>
  );
}
