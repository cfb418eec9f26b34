import type { ContractView } from '@finharbor/harbor/contract';
import {
  Badge,
  Code,
  type Column,
  EmptyState,
  FilteredTable,
  LinkButton,
  PageHeader,
  Query,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { usePartyName } from '../parties/names.ts';
import { useDecisions } from './bulk.ts';
import { useContractFields } from './filters.ts';
import { StateBadge } from './state.tsx';
import { isTurnOf } from './turn.ts';

/** The contracts this party is a side of, newest first; what waits for its approver can be decided here together. */
export function Screen(): ReactElement {
  const text = useText('harbor');
  const isApprover = useWho()?.roles.includes('approver') ?? false;
  const contracts = useQuery({
    queryKey: ['harbor', 'contracts'],
    queryFn: async () => (await node.listContracts({})).body.toReversed(),
    refetchInterval: 5000,
  });
  const request = isApprover && (
    <LinkButton href="/app/contracts/new" variant="primary">
      {text('contracts.request')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={text('contracts.title')} lead={text('contracts.lead')} actions={request} />
      <Query query={contracts} shape="table">
        {(rows) => <Contracts rows={rows} isApprover={isApprover} />}
      </Query>
    </>
  );
}

type ListProps = { readonly rows: readonly ContractView[]; readonly isApprover: boolean };

function Contracts({ rows, isApprover }: ListProps): ReactElement {
  const text = useText('harbor');
  const decisions = useDecisions();
  return (
    <FilteredTable
      list="/contracts"
      exportName={text('contracts.title')}
      caption={text('contracts.title')}
      rows={rows}
      rowKey={idOf}
      href={({ id }) => `/app/contracts/${id}`}
      fields={useContractFields(rows)}
      columns={useColumns()}
      {...(isApprover ? { bulk: decisions } : {})}
      empty={
        <EmptyState
          title={text('contracts.none')}
          body={text('contracts.noneHelp')}
          action={<LinkButton href="/app/catalogue">{text('overview.toCatalogue')}</LinkButton>}
        />
      }
    />
  );
}

function idOf({ id }: ContractView): string {
  return id;
}

function useColumns(): readonly Column<ContractView>[] {
  const text = useText('harbor');
  const say = useBilingual();
  const { date } = useFormat();
  const { party } = usePlace();
  const nameOf = usePartyName();
  return [
    {
      id: 'purpose',
      header: text('contract.purpose'),
      cell: ({ body }) => say(body.purpose),
      sortBy: ({ body }) => say(body.purpose),
    },
    { id: 'kind', header: text('contract.kind'), cell: ({ body }) => text(`kind.${body.kind}`) },
    {
      id: 'sides',
      header: text('contract.sides'),
      cell: ({ body }) => `${nameOf(body.consumer)} ← ${body.providers.map(nameOf).join(text('and'))}`,
    },
    {
      id: 'state',
      header: text('contract.state'),
      text: ({ state }) => text(`state.${state}`),
      cell: (contract) => (
        <>
          <StateBadge state={contract.state} />
          {isTurnOf(party, contract) && <Badge tone="warn">{text('contract.yourTurn')}</Badge>}
        </>
      ),
    },
    {
      id: 'uses',
      header: text('contract.usesMade'),
      cell: ({ usesMade }) => usesMade,
      sortBy: ({ usesMade }) => usesMade,
      align: 'end',
    },
    {
      id: 'until',
      header: text('contract.until'),
      cell: ({ body }) => date(Date.parse(body.validUntil)),
      sortBy: ({ body }) => body.validUntil,
      text: ({ body }) => ({ dayOfMs: Date.parse(body.validUntil) }),
    },
    {
      id: 'legal',
      header: text('contract.legalBasis'),
      cell: ({ body }) => say(body.legalBasis),
      isHidden: true,
    },
    {
      id: 'id',
      header: text('contract.id'),
      cell: ({ id }) => <Code>{id}</Code>,
      text: idOf,
      isHidden: true,
    },
  ];
}
