import type { ProposalView } from '@finharbor/harbor/contract';
import {
  Badge,
  Button,
  DataTable,
  DescriptionList,
  LinkButton,
  PageHeader,
  Query,
  Section,
  TextLink,
  Timeline,
  useBilingual,
  useFormat,
  useProblem,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { Learns } from '../contracts/learns.tsx';
import { usePartyName } from '../parties/names.ts';
import { DecideProposal, WithdrawProposal } from './decide.tsx';
import { Ended } from './ended.tsx';
import { Plan } from './plan.tsx';
import { useQuestion } from './question.ts';
import { useProposal } from './read.ts';
import { Runs } from './runs.tsx';
import { StateBadge } from './state.tsx';
import { isToDecide, turnOf } from './turn.ts';

/** One proposed computation: what each side learns by it, the plan to the letter, who approved it, what ran. */
export function Screen(): ReactElement {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const proposal = useProposal(id);
  return <Query query={proposal}>{(found) => <Proposal proposal={found} />}</Query>;
}

type Shown = { readonly proposal: ProposalView };

function Proposal({ proposal }: Shown): ReactElement {
  const text = useText('proposals');
  const harbor = useText('harbor');
  const say = useBilingual();
  const { party } = usePlace();
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/proposals', label: text('title') }]}
        title={say(proposal.title)}
        lead={
          <span role="status">
            <StateBadge state={proposal.state} />
            {turnOf(party, proposal) === 'own' && <Badge tone="warn">{harbor('contract.yourTurn')}</Badge>}
          </span>
        }
        object={proposal.id}
        actions={<Acts proposal={proposal} />}
      />
      <Ended proposal={proposal} />
      <Facts proposal={proposal} />
      <Section title={harbor('contract.learns')}>
        <Learns leakage={proposal.leakage} />
      </Section>
      <Section title={text('reads.title')}>
        <Reads proposal={proposal} />
      </Section>
      <Section title={harbor('contract.history')}>
        <History proposal={proposal} />
      </Section>
      <Section title={text('runs.title')}>
        <Runs proposal={proposal} />
      </Section>
      <Section title={text('plan.section')}>
        <Plan plan={proposal.plan} digest={proposal.digest} />
      </Section>
    </>
  );
}

function Facts({ proposal }: Shown): ReactElement {
  const text = useText('proposals');
  const harbor = useText('harbor');
  const say = useBilingual();
  const nameOf = usePartyName();
  const questionOf = useQuestion();
  return (
    <DescriptionList
      items={[
        { term: harbor('contract.kind'), value: questionOf(proposal) },
        {
          term: text('list.contract'),
          value: <TextLink href={`/app/contracts/${proposal.contract}`}>{say(proposal.purpose)}</TextLink>,
        },
        { term: harbor('contract.consumer'), value: nameOf(proposal.consumer) },
        { term: harbor('contract.providers'), value: proposal.providers.map(nameOf).join(harbor('and')) },
      ]}
    />
  );
}

/** Which columns of whose data the plan reads. */
function Reads({ proposal: { data } }: Shown): ReactElement {
  const text = useText('proposals');
  const harbor = useText('harbor');
  const nameOf = usePartyName();
  return (
    <DataTable
      caption={text('reads.title')}
      rows={Object.entries(data).map(([party, { columns }]) => ({ party, columns }))}
      rowKey={({ party }) => party}
      columns={[
        { id: 'party', header: harbor('sides.party'), cell: ({ party }) => nameOf(party) },
        {
          id: 'columns',
          header: text('reads.columns'),
          cell: ({ columns }) =>
            columns.length === 0 ? text('reads.keyOnly') : <Verbatim>{columns.join(', ')}</Verbatim>,
        },
      ]}
    />
  );
}

function History({ proposal: { consumer, proposedAtMs, answers } }: Shown): ReactElement {
  const text = useText('proposals');
  const nameOf = usePartyName();
  const { dateTime } = useFormat();
  return (
    <Timeline
      items={[
        { title: text('by.proposed', { party: nameOf(consumer) }), at: dateTime(proposedAtMs) },
        ...answers.map(({ party, decision, reason, atMs }) => ({
          title: text(`by.${decision}`, { party: nameOf(party) }),
          at: dateTime(atMs),
          ...(reason === '' ? {} : { body: <Verbatim>{reason}</Verbatim> }),
        })),
      ]}
    />
  );
}

function Acts({ proposal }: Shown): ReactElement | null {
  const text = useText('proposals');
  const { party } = usePlace();
  const roles = useWho()?.roles ?? [];
  const { id, state, consumer } = proposal;
  if (roles.includes('approver') && isToDecide(party, proposal)) return <DecideProposal id={id} />;
  if (!roles.includes('analyst') || consumer !== party) return null;
  const isOpen = state === 'proposed' || state === 'approved';
  return (
    <>
      {state === 'approved' && <Run id={id} />}
      <LinkButton href={`/app/proposals/new?from=${id}`}>{text('again')}</LinkButton>
      {isOpen && <WithdrawProposal id={id} />}
    </>
  );
}

function Run({ id }: { readonly id: string }): ReactElement {
  const text = useText('proposals');
  const client = useQueryClient();
  const navigate = useNavigate();
  // A press whose answer was lost starts no second job when it is tried again; one after a started job does.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const run = useMutation({
    mutationFn: async () => (await node.postProposalJob({ params: { id }, idempotencyKey: key })).body.job,
    onSuccess: async (job) => {
      setKey(crypto.randomUUID());
      await client.invalidateQueries({ queryKey: ['harbor'] });
      await navigate({ to: `/app/jobs/${job}` });
    },
  });
  const problem = useProblem(run.error);
  return (
    <>
      <Button variant="primary" pending={run.isPending} onPress={() => run.mutate()}>
        {text('run')}
      </Button>
      {problem && (
        <p role="alert" className="text-bad">
          {problem.title}
        </p>
      )}
    </>
  );
}
