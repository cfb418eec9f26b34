import type { ContractView } from '@finharbor/harbor/contract';
import {
  Badge,
  DataTable,
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  Tabs,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { usePartyName } from '../parties/names.ts';
import { StateBadge } from './state.tsx';
import { isTurnOf } from './turn.ts';

type Filter = 'all' | 'open' | 'in_force' | 'over';
const filters: readonly Filter[] = ['all', 'open', 'in_force', 'over'];

/** The contracts this party is a side of; which of them is in the address. */
export function Screen(): ReactElement {
  const text = useText('harbor');
  const isApprover = useWho()?.roles.includes('approver') ?? false;
  const contracts = useQuery({
    queryKey: ['harbor', 'contracts'],
    queryFn: async () => (await node.listContracts({})).body,
    refetchInterval: 5000,
  });
  return (
    <>
      <PageHeader
        title={text('contracts.title')}
        lead={text('contracts.lead')}
        actions={
          isApprover && (
            <LinkButton href="/app/contracts/new" variant="primary">
              {text('contracts.request')}
            </LinkButton>
          )
        }
      />
      <Query query={contracts}>{(all) => <Filtered all={all} />}</Query>
    </>
  );
}

function Filtered({ all }: { readonly all: readonly ContractView[] }): ReactElement {
  const { state = 'all' } = useSearch({ strict: false }) as { readonly state?: Filter };
  const navigate = useNavigate();
  const text = useText('harbor');
  return (
    <Tabs
      label={text('contracts.filter')}
      selected={filters.includes(state) ? state : 'all'}
      onSelect={(chosen) => void navigate({ to: '.', search: { state: chosen } as never, replace: true })}
      tabs={filters.map((id) => {
        const rows = all.filter((contract) => isIn(id, contract)).toReversed();
        return {
          id,
          label: `${text(`contracts.tab.${id}`)} (${rows.length})`,
          content: <Contracts rows={rows} />,
        };
      })}
    />
  );
}

function isIn(filter: Filter, { state }: ContractView): boolean {
  if (filter === 'all') return true;
  if (filter === 'open') return state === 'proposed' || state === 'not_yet_valid';
  return filter === 'in_force' ? state === 'in_force' : /^(declined|ended|expired)$/.test(state);
}

function Contracts({ rows }: { readonly rows: readonly ContractView[] }): ReactElement {
  const text = useText('harbor');
  const say = useBilingual();
  const { date } = useFormat();
  const { party } = usePlace();
  const nameOf = usePartyName();
  return (
    <DataTable
      id="contracts"
      exportName={text('contracts.title')}
      caption={text('contracts.title')}
      rows={rows}
      rowKey={({ id }) => id}
      href={({ id }) => `/app/contracts/${id}`}
      empty={<EmptyState title={text('contracts.none')} body={text('contracts.noneHelp')} />}
      columns={[
        { id: 'purpose', header: text('contract.purpose'), cell: ({ body }) => say(body.purpose) },
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
        { id: 'uses', header: text('contract.usesMade'), cell: ({ usesMade }) => usesMade, align: 'end' },
        {
          id: 'until',
          header: text('contract.until'),
          cell: ({ body }) => date(Date.parse(body.validUntil)),
          sortBy: ({ body }) => body.validUntil,
          text: ({ body }) => body.validUntil,
        },
      ]}
    />
  );
}
