import type { ProposalView } from '@finharbor/harbor/contract';
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
import type { ReactElement } from 'react';
import { usePartyName } from '../parties/names.ts';
import { useProposalFields } from './filters.ts';
import { useQuestion } from './question.ts';
import { useProposals } from './read.ts';
import { StateBadge } from './state.tsx';
import { turnOf } from './turn.ts';

/** The computations proposed by or to this party, newest first. */
export function Screen(): ReactElement {
  const text = useText('proposals');
  const isAnalyst = useWho()?.roles.includes('analyst') ?? false;
  const proposals = useProposals();
  const design = isAnalyst && (
    <LinkButton href="/app/proposals/new" variant="primary">
      {text('design')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={text('title')} lead={text('list.lead')} actions={design} />
      <Query query={proposals} shape="table">
        {(rows) => <Proposals rows={rows} />}
      </Query>
    </>
  );
}

function Proposals({ rows }: { readonly rows: readonly ProposalView[] }): ReactElement {
  const text = useText('proposals');
  const harbor = useText('harbor');
  return (
    <FilteredTable
      list="/proposals"
      exportName={text('title')}
      caption={text('title')}
      rows={rows}
      rowKey={idOf}
      href={({ id }) => `/app/proposals/${id}`}
      fields={useProposalFields(rows)}
      columns={[...useColumns(), ...useHidden()]}
      empty={
        <EmptyState
          title={text('list.none')}
          body={text('list.noneHelp')}
          action={<LinkButton href="/app/contracts">{harbor('contracts.title')}</LinkButton>}
        />
      }
    />
  );
}

function idOf({ id }: ProposalView): string {
  return id;
}

function useColumns(): readonly Column<ProposalView>[] {
  const text = useText('proposals');
  const harbor = useText('harbor');
  const say = useBilingual();
  const { dateTime } = useFormat();
  const { party } = usePlace();
  const nameOf = usePartyName();
  const questionOf = useQuestion();
  return [
    {
      id: 'title',
      header: text('list.name'),
      cell: ({ title }) => say(title),
      sortBy: ({ title }) => say(title),
    },
    { id: 'kind', header: harbor('contract.kind'), cell: questionOf, text: questionOf },
    {
      id: 'sides',
      header: harbor('contract.sides'),
      cell: ({ consumer, providers }) => `${nameOf(consumer)} ← ${providers.map(nameOf).join(harbor('and'))}`,
    },
    {
      id: 'state',
      header: text('list.state'),
      text: ({ state }) => text(`state.${state}`),
      cell: (proposal) => (
        <>
          <StateBadge state={proposal.state} />
          {turnOf(party, proposal) === 'own' && <Badge tone="warn">{harbor('contract.yourTurn')}</Badge>}
        </>
      ),
    },
    {
      id: 'proposed',
      header: text('list.proposed'),
      cell: ({ proposedAtMs }) => dateTime(proposedAtMs),
      sortBy: ({ proposedAtMs }) => proposedAtMs,
      text: ({ proposedAtMs }) => dateTime(proposedAtMs),
    },
    {
      id: 'runs',
      header: text('list.runs'),
      cell: ({ jobs }) => jobs.length,
      sortBy: ({ jobs }) => jobs.length,
      align: 'end',
    },
  ];
}

function useHidden(): readonly Column<ProposalView>[] {
  const text = useText('proposals');
  const say = useBilingual();
  return [
    { id: 'contract', header: text('list.contract'), cell: ({ purpose }) => say(purpose), isHidden: true },
    {
      id: 'digest',
      header: text('digest'),
      cell: ({ digest }) => <Code>{digest}</Code>,
      text: ({ digest }) => digest,
      isHidden: true,
    },
    {
      id: 'id',
      header: text('list.number'),
      cell: ({ id }) => <Code>{id}</Code>,
      text: idOf,
      isHidden: true,
    },
  ];
}
