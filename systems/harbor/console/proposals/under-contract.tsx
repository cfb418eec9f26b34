import type { ContractView, PrivacyBudget } from '@finharbor/harbor/contract';
import {
  DataTable,
  EmptyState,
  LinkButton,
  Query,
  Section,
  TextLink,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { BudgetBar, useEpsilon } from './budget-bar.tsx';
import { useQuestion } from './question.ts';
import { useBudget, useProposals } from './read.ts';
import { StateBadge } from './state.tsx';

type Under = { readonly contract: ContractView };

/** What was proposed under a contract, and what is left of its privacy budget. */
export function UnderContract({ contract }: Under): ReactElement {
  return (
    <>
      {contract.body.kind === 'statistics' && <Budget id={contract.id} />}
      <Proposals contract={contract} />
    </>
  );
}

function Budget({ id }: { readonly id: string }): ReactElement {
  const budget = useBudget(id);
  return <Query query={budget}>{(found) => found && <Spent budget={found} />}</Query>;
}

function Spent({ budget }: { readonly budget: PrivacyBudget }): ReactElement {
  const text = useText('proposals');
  const say = useBilingual();
  const epsilon = useEpsilon();
  return (
    <Section title={text('budget.title')}>
      <p className="mb-3 max-w-prose text-quiet">{text('budget.help')}</p>
      <BudgetBar limitMicro={budget.limitMicro} spentMicro={budget.spentMicro} />
      <DataTable
        caption={text('budget.on')}
        rows={budget.queries}
        rowKey={({ proposal }) => proposal}
        href={({ proposal }) => `/app/proposals/${proposal}`}
        empty={<EmptyState title={text('budget.none')} body={text('budget.noneHelp')} />}
        columns={[
          { id: 'on', header: text('budget.on'), cell: ({ title }) => say(title) },
          {
            id: 'cost',
            header: text('budget.cost1'),
            cell: ({ costMicro }) => epsilon(costMicro),
            sortBy: ({ costMicro }) => costMicro,
            align: 'end',
          },
        ]}
      />
    </Section>
  );
}

function Proposals({ contract }: Under): ReactElement {
  const text = useText('proposals');
  const say = useBilingual();
  const { dateTime } = useFormat();
  const harbor = useText('harbor');
  const questionOf = useQuestion();
  const proposals = useProposals(contract.id);
  return (
    <Section title={text('runs.under')}>
      <Query query={proposals} shape="table">
        {(rows) => (
          <DataTable
            caption={text('runs.under')}
            rows={rows}
            rowKey={({ id }) => id}
            href={({ id }) => `/app/proposals/${id}`}
            empty={
              <EmptyState
                title={text('list.none')}
                body={text('list.noneHelp')}
                action={<DesignUnder contract={contract} />}
              />
            }
            columns={[
              { id: 'title', header: text('list.name'), cell: ({ title }) => say(title) },
              { id: 'question', header: harbor('contract.kind'), cell: questionOf, text: questionOf },
              {
                id: 'state',
                header: text('list.state'),
                cell: ({ state }) => <StateBadge state={state} />,
                text: ({ state }) => text(`state.${state}`),
              },
              {
                id: 'proposed',
                header: text('list.proposed'),
                cell: ({ proposedAtMs }) => dateTime(proposedAtMs),
                sortBy: ({ proposedAtMs }) => proposedAtMs,
              },
              { id: 'runs', header: text('list.runs'), cell: ({ jobs }) => jobs.length, align: 'end' },
            ]}
          />
        )}
      </Query>
    </Section>
  );
}

/** Leads the consumer's analyst to the designer; everybody else to the list of all computations. */
function DesignUnder({ contract: { id, body, state } }: Under): ReactElement {
  const text = useText('proposals');
  const { party } = usePlace();
  const isAnalyst = useWho()?.roles.includes('analyst') ?? false;
  if (isAnalyst && body.consumer === party && state === 'in_force')
    return <LinkButton href={`/app/proposals/new?contract=${id}`}>{text('design')}</LinkButton>;
  return <TextLink href="/app/proposals">{text('title')}</TextLink>;
}
