import { Card, EmptyState, Query, Section, TextLink, useBilingual, useText } from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from './api.ts';
import { isTurnOf } from './contracts/turn.ts';
import { turnOf } from './proposals/turn.ts';
import { ProposalsWaiting } from './proposals/waiting.tsx';

/** What waits for the person who is signed in: contracts and computations to decide, the sentence on trust, jobs that run. */
export function WaitingForMe(): ReactElement {
  const text = useText('harbor');
  const waiting = useQuery({
    queryKey: ['harbor', 'waiting'],
    queryFn: readWaiting,
    refetchInterval: 5000,
  });
  return (
    <Section title={text('waiting.title')}>
      <Query query={waiting}>{(found) => <Items {...found} />}</Query>
    </Section>
  );
}

type Waiting = Awaited<ReturnType<typeof readWaiting>>;

async function readWaiting() {
  const [contracts, assumption, jobs, proposals] = await Promise.all([
    node.listContracts({}),
    node.getAssumption({}),
    node.listJobs({ query: {} }),
    node.listProposals({ query: {} }),
  ]);
  return {
    contracts: contracts.body,
    accepted: assumption.body.accepted,
    jobs: jobs.body,
    proposals: proposals.body,
  };
}

function Items({ contracts, accepted, jobs, proposals }: Waiting): ReactElement {
  const text = useText('harbor');
  const say = useBilingual();
  const { party } = usePlace();
  const isApprover = useWho()?.roles.includes('approver') ?? false;
  const open = contracts.filter((contract) => isTurnOf(party, contract));
  const running = jobs.filter(({ status }) => status === 'running' || status === 'waiting');
  const asked = proposals.filter((proposal) => turnOf(party, proposal) === 'own');
  if (open.length === 0 && asked.length === 0 && running.length === 0 && (accepted || !isApprover))
    return <EmptyState title={text('waiting.nothing')} />;
  return (
    <Card>
      <ul className="grid gap-2">
        {isApprover && !accepted && (
          <li>
            <TextLink href="/app/assumption">{text('waiting.assumption')}</TextLink>
          </li>
        )}
        {open.map(({ id, body }) => (
          <li key={id}>
            <TextLink href={`/app/contracts/${id}`}>
              {text(isApprover ? 'waiting.decide' : 'waiting.undecided', { purpose: say(body.purpose) })}
            </TextLink>
          </li>
        ))}
        {asked.length > 0 && <ProposalsWaiting proposals={asked} />}
        {running.map(({ id, stage }) => (
          <li key={id}>
            <TextLink href={`/app/jobs/${id}`}>
              {text('waiting.job', { stage: text(`stage.${stage}`) })}
            </TextLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
