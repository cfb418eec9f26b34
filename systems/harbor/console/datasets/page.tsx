import {
  Code,
  DataTable,
  DescriptionList,
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  Section,
  TextLink,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { StateBadge } from '../contracts/state.tsx';
import { type OwnDataset, useContractsOf, useNameOf } from './datasets.ts';
import { OneDataset } from './one.tsx';

/** One data set: what its columns hold, which product publishes it, which contracts use it. */
export function Screen(): ReactElement {
  return <OneDataset>{(dataset) => <Dataset dataset={dataset} />}</OneDataset>;
}

type Props = { readonly dataset: OwnDataset };

function Dataset({ dataset }: Props): ReactElement {
  const text = useText('datasets');
  const nameOf = useNameOf();
  const isSteward = useWho()?.roles.includes('steward') ?? false;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/datasets', label: text('list.title') }]}
        title={nameOf(dataset)}
        lead={text('page.lead')}
        object={dataset.id}
        actions={
          <>
            <LinkButton href={`/app/datasets/${dataset.id}/load`}>{text('page.load')}</LinkButton>
            {isSteward && (
              <LinkButton href={`/app/datasets/${dataset.id}/publish`} variant="primary">
                {text(dataset.product ? 'page.publishAgain' : 'page.publish')}
              </LinkButton>
            )}
          </>
        }
      />
      <Facts dataset={dataset} />
      <Section title={text('page.columns')}>
        <Columns dataset={dataset} />
      </Section>
      <Section title={text('page.contracts')}>
        <Contracts id={dataset.id} />
      </Section>
    </>
  );
}

function Facts({ dataset: { id, rows, loadedAtMs, product } }: Props): ReactElement {
  const text = useText('datasets');
  const say = useBilingual();
  const { number, dateTime } = useFormat();
  return (
    <DescriptionList
      items={[
        { term: text('list.rows'), value: number(rows) },
        {
          term: text('list.loaded'),
          value: loadedAtMs === null ? text('page.loadedUnknown') : dateTime(loadedAtMs),
        },
        {
          term: text('list.product'),
          value: product ? (
            <TextLink href={`/app/catalogue/${product.id}`}>{say(product.body.title)}</TextLink>
          ) : (
            text('list.unpublished')
          ),
        },
        { term: text('page.id'), value: <Code copyable>{id}</Code> },
      ]}
    />
  );
}

function Columns({ dataset: { columns, sampled } }: Props): ReactElement {
  const text = useText('datasets');
  const kinds = useText('harbor');
  const { number, percent } = useFormat();
  return (
    <>
      <p className="mb-2 text-quiet">{text('page.sampled', { n: number(sampled) })}</p>
      <DataTable
        caption={text('page.columns')}
        rows={columns}
        rowKey={({ name }) => name}
        columns={[
          { id: 'name', header: text('page.column'), cell: ({ name }) => <Code>{name}</Code> },
          { id: 'kind', header: text('page.kind'), cell: ({ kind }) => kinds(`fieldKind.${kind}`) },
          {
            id: 'missing',
            header: text('page.missing'),
            cell: ({ missing }) => percent(missing),
            sortBy: ({ missing }) => missing,
            align: 'end',
          },
          {
            id: 'values',
            header: text('page.values'),
            cell: ({ values }) =>
              values.length === 0 ? text('page.many') : <Verbatim>{values.join(' · ')}</Verbatim>,
          },
        ]}
      />
    </>
  );
}

function Contracts({ id }: { readonly id: string }): ReactElement {
  const text = useText('datasets');
  const say = useBilingual();
  const contracts = useContractsOf(id);
  return (
    <Query query={contracts}>
      {(all) => (
        <DataTable
          caption={text('page.contracts')}
          rows={all}
          rowKey={(contract) => contract.id}
          href={(contract) => `/app/contracts/${contract.id}`}
          empty={<EmptyState title={text('page.noContracts')} />}
          columns={[
            { id: 'purpose', header: text('page.purpose'), cell: ({ body }) => say(body.purpose) },
            { id: 'consumer', header: text('page.consumer'), cell: ({ body }) => body.consumer },
            { id: 'state', header: text('page.state'), cell: ({ state }) => <StateBadge state={state} /> },
          ]}
        />
      )}
    </Query>
  );
}
