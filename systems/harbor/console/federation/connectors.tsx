import {
  Badge,
  type Column,
  DataTable,
  EmptyState,
  Query,
  Section,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { ReactElement } from 'react';
import { hub } from '../api.ts';
import { useOverseen } from '../oversight/read.ts';
import { usePartyName } from '../parties/names.ts';

type Connector = Awaited<ReturnType<typeof hub.listConnectors>>['body'][number];

/** The connectors that the hub's catalogue is gathered from, and how their last crawl went. */
export function Connectors(): ReactElement {
  const text = useText('federation');
  const connectors = useOverseen(['connectors'], async () => (await hub.listConnectors({})).body);
  return (
    <Section title={text('title')}>
      <p className="mb-3 max-w-prose text-quiet">{text('lead')}</p>
      <Query query={connectors}>{(rows) => <Table rows={rows} />}</Query>
    </Section>
  );
}

function Table({ rows }: { readonly rows: readonly Connector[] }): ReactElement {
  const text = useText('federation');
  const nameOf = usePartyName();
  const { number, dateTime } = useFormat();
  const columns: readonly Column<Connector>[] = [
    {
      id: 'name',
      header: text('name'),
      cell: ({ party, address }) => (party === undefined ? new URL(address).host : nameOf(party)),
    },
    {
      id: 'participant',
      header: text('participant'),
      cell: ({ participant }) => <Verbatim>{participant}</Verbatim>,
    },
    {
      id: 'datasets',
      header: text('datasets'),
      cell: ({ datasets }) => number(datasets),
      sortBy: ({ datasets }) => datasets,
      align: 'end',
    },
    {
      id: 'crawled',
      header: text('crawled'),
      cell: ({ crawledAtMs }) => (crawledAtMs === undefined ? text('never') : dateTime(crawledAtMs)),
      sortBy: ({ crawledAtMs = 0 }) => crawledAtMs,
    },
    { id: 'state', header: text('state'), cell: (one) => <State connector={one} /> },
  ];
  return (
    <DataTable
      caption={text('title')}
      rows={rows}
      rowKey={({ participant }) => participant}
      columns={columns}
      id="/exchange/connectors"
      exportName={text('title')}
      empty={<EmptyState title={text('none')} body={text('noneHelp')} />}
    />
  );
}

const explained = new Set([
  'dataspace.catalogue_refused',
  'dataspace.peer_answer_invalid',
  'federation.circle',
  'federation.rubbish',
  'federation.too_many',
  'federation.too_slow',
  'federation.unreachable',
]);

function State({
  connector: { fault, triedAtMs, skipped },
}: {
  readonly connector: Connector;
}): ReactElement {
  const text = useText('federation');
  const { number, dateTime } = useFormat();
  if (fault !== undefined)
    return (
      <>
        <Badge tone="bad">{text('failed')}</Badge>{' '}
        {explained.has(fault) ? text(`fault.${fault.split('.')[1]}`) : <Verbatim>{fault}</Verbatim>}
        {triedAtMs !== undefined && ` · ${text('tried', { at: dateTime(triedAtMs) })}`}
      </>
    );
  if (triedAtMs === undefined) return <Badge>{text('waiting')}</Badge>;
  return (
    <>
      <Badge tone="good">{text('whole')}</Badge>
      {skipped > 0 && ` ${text('skipped', { n: number(skipped) })}`}
    </>
  );
}
