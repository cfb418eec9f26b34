import type { ListedCase } from '@finharbor/casework/contract';
import type { Cursor } from '@finharbor/kernel/contract';
import {
  Badge,
  Button,
  type Column,
  clock,
  DataTable,
  EmptyState,
  FilterBar,
  LinkButton,
  PageHeader,
  Query,
  Select,
  Tabs,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { cases } from './api.ts';
import { useProcedures } from './procedures/reading.ts';

const queues = ['mine', 'unassigned', 'office', 'applied', 'seat', 'watching'] as const;
type Queue = (typeof queues)[number];

const offices = ['operator', 'bureau'];

type Wanted = {
  readonly text: string;
  readonly procedure: string;
  readonly ended: 'no' | 'yes' | 'any';
};
const open: Wanted = { text: '', procedure: '', ended: 'no' };

/** Cases by queue: what is due first comes first. */
export function Screen(): ReactElement {
  const text = useText('cases');
  const isOffice = useWho()?.roles.some((role) => offices.includes(role)) ?? false;
  const mine = queues.filter((queue) => isOffice || !['mine', 'unassigned', 'office'].includes(queue));
  const [queue, setQueue] = useState<Queue>(isOffice ? 'unassigned' : 'applied');
  const [wanted, setWanted] = useState(open);
  return (
    <>
      <PageHeader
        title={text('title')}
        lead={text('lead')}
        actions={
          <LinkButton variant="primary" href="/app/cases/new">
            {text('new')}
          </LinkButton>
        }
      />
      <Ask onAsk={setWanted} />
      <Tabs
        label={text('queues')}
        selected={queue}
        onSelect={setQueue}
        tabs={mine.map((id) => ({
          id,
          label: text(`queue.${id}`),
          content: <Listed queue={id} wanted={wanted} />,
        }))}
      />
    </>
  );
}

function Ask({ onAsk }: { readonly onAsk: (wanted: Wanted) => void }): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const procedures = useProcedures().data ?? [];
  const [wanted, setWanted] = useState(open);
  const clear = (): void => {
    setWanted(open);
    onAsk(open);
  };
  return (
    <FilterBar
      label={text('search')}
      text={wanted.text}
      onSearch={(said) => onAsk({ ...wanted, text: said })}
      onReset={clear}
    >
      <Select
        label={text('procedure')}
        name="procedure"
        placeholder={text('all')}
        options={procedures.map(({ name, title }) => ({ id: name, label: say(title) }))}
        selected={wanted.procedure}
        onChange={(procedure) => setWanted({ ...wanted, procedure })}
      />
      <Select
        label={text('closed')}
        name="ended"
        options={(['no', 'yes', 'any'] as const).map((id) => ({ id, label: text(`ended.${id}`) }))}
        selected={wanted.ended}
        onChange={(ended) => setWanted({ ...wanted, ended })}
      />
    </FilterBar>
  );
}

function Listed({ queue, wanted }: { readonly queue: Queue; readonly wanted: Wanted }): ReactElement {
  const text = useText('cases');
  const columns = useColumns();
  const rows = useInfiniteQuery({
    queryKey: ['cases', 'list', queue, wanted],
    queryFn: async ({ pageParam }) => {
      const query = {
        ...{ queue, ended: wanted.ended, limit: 50 },
        ...(wanted.text !== '' && { text: wanted.text }),
        ...(wanted.procedure !== '' && { procedure: wanted.procedure }),
        ...(pageParam !== undefined && { cursor: pageParam }),
      };
      return (await cases.listCases({ query })).body;
    },
    initialPageParam: undefined as Cursor | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <Query query={rows} shape="table">
      {({ pages }) => (
        <>
          <DataTable
            id="/cases"
            caption={text(`queue.${queue}`)}
            columns={columns}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={({ id }) => id}
            href={({ id }) => `/app/cases/${id}`}
            empty={<EmptyState title={text('none')} body={text('noneHelp')} />}
          />
          {rows.hasNextPage && (
            <Button onPress={() => void rows.fetchNextPage()} pending={rows.isFetchingNextPage}>
              {text('more')}
            </Button>
          )}
        </>
      )}
    </Query>
  );
}

function useColumns(): readonly Column<ListedCase>[] {
  const text = useText('cases');
  const say = useBilingual();
  const { date } = useFormat();
  return [
    { id: 'number', header: text('number'), cell: ({ number }) => number, text: ({ number }) => number },
    {
      id: 'subject',
      header: text('subject'),
      cell: ({ subject, procedure }) => (subject === '' ? say(procedure.title) : subject),
      text: ({ subject }) => subject,
    },
    { id: 'procedure', header: text('procedure'), cell: ({ procedure }) => say(procedure.title) },
    {
      id: 'state',
      header: text('state'),
      cell: ({ state, isEnded }) => <Badge tone={isEnded ? 'neutral' : 'accent'}>{say(state.title)}</Badge>,
      text: ({ state }) => say(state.title),
    },
    {
      id: 'due',
      header: text('due'),
      // A term ends at midnight: the day that people mean is the one that ends then.
      cell: ({ dueMs }) =>
        dueMs === null ? (
          ''
        ) : dueMs <= clock.nowMs() ? (
          <Badge tone="bad">{date(dueMs - 1)}</Badge>
        ) : (
          date(dueMs - 1)
        ),
    },
    { id: 'opened', header: text('opened'), cell: ({ openedAtMs }) => date(openedAtMs) },
  ];
}
