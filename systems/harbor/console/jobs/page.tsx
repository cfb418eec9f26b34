import type { JobDetail, ProposalView } from '@finharbor/harbor/contract';
import { FinharborError } from '@finharbor/kernel/contract';
import {
  Button,
  ConfirmDialog,
  DescriptionList,
  PageHeader,
  Query,
  SavePdf,
  Section,
  TextLink,
  useFormat,
  useProblem,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { node } from '../api.ts';
import { Learns } from '../contracts/learns.tsx';
import { useProposal } from '../proposals/read.ts';
import { useJobEvents } from './follow.ts';
import { NextStep } from './next-step.tsx';
import { Progress } from './progress.tsx';
import { Sides } from './sides.tsx';
import { isOpen, StatusBadge } from './status.tsx';

const Planned = lazy(async () => ({ default: (await import('./training/planned.tsx')).Planned }));
const TransferPanel = lazy(async () => ({
  default: (await import('./transfers/panel.tsx')).TransferPanel,
}));
const LeftBefore = lazy(async () => ({ default: (await import('../delivery/result.tsx')).LeftBefore }));
const Result = lazy(async () => ({ default: (await import('./result.tsx')).Result }));

/** One job: how far it is while it runs, what this party learned when it is done. */
export function Screen(): ReactElement {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const job = useQuery({
    queryKey: ['harbor', 'jobs', id],
    queryFn: async () => (await node.getJob({ params: { id } })).body,
    refetchInterval: ({ state: { data } }) => (data && isOpen(data) ? 3000 : false),
  });
  return <Query query={job}>{(found) => <Job job={found} />}</Query>;
}

function Job({ job }: { readonly job: JobDetail }): ReactElement {
  const text = useText('harbor');
  const designs = useText('proposals');
  const { dateTime, duration } = useFormat();
  const heard = useJobEvents(job.id, job.attempt);
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/jobs', label: text('jobs.title') }]}
        title={text(`jobTitle.${job.kind}`)}
        lead={
          <span role="status">
            <StatusBadge status={job.status} /> {isOpen(job) && text(`stage.${job.stage}`)}
          </span>
        }
        object={job.id}
        actions={<Acts job={job} />}
      />
      {job.error && <Failure error={job.error} />}
      {job.error && job.kind === 'deliver' && (
        <Suspense>
          <LeftBefore job={job} />
        </Suspense>
      )}
      <DescriptionList
        items={[
          {
            term: text('job.contract'),
            value: <TextLink href={`/app/contracts/${job.contract}`}>{job.contract.slice(0, 16)}…</TextLink>,
          },
          ...(job.proposal === null
            ? []
            : [
                {
                  term: designs('result.proposal'),
                  value: (
                    <TextLink href={`/app/proposals/${job.proposal}`}>{job.proposal.slice(0, 16)}…</TextLink>
                  ),
                },
              ]),
          { term: text('job.begun'), value: dateTime(job.createdAt) },
          ...(isOpen(job)
            ? []
            : [{ term: text('job.took'), value: duration(job.updatedAt - job.createdAt) }]),
          { term: text('job.attempt'), value: job.attempt },
        ]}
      />
      {job.status === 'done' ? (
        <Suspense>
          <Result job={job} />
        </Suspense>
      ) : (
        <Progress job={job} heard={heard} />
      )}
      <Sides job={job} traffic={heard.traffic} />
      <Suspense>
        <TransferPanel job={job} />
      </Suspense>
      <WhatItTells job={job} />
    </>
  );
}

function Failure({ error }: { readonly error: NonNullable<JobDetail['error']> }): ReactElement {
  const text = useText('harbor');
  const problem = useProblem(new FinharborError({ code: error.code, publicMessage: error.message }));
  return (
    <div role="alert" className="mb-5 rounded-md border border-bad bg-bad-soft p-4">
      <p className="font-semibold">{problem?.title}</p>
      <p>{problem?.detail}</p>
      <NextStep code={error.code} />
      <p className="text-quiet text-sm">{text('job.code', { code: error.code })}</p>
    </div>
  );
}

/** What each side learns by it: a training says it by its own plan, a proposed computation by its proposal, others by their contract. */
function WhatItTells({ job }: { readonly job: JobDetail }): ReactElement {
  if (job.training)
    return (
      <Suspense>
        <Planned training={job.training} />
      </Suspense>
    );
  return job.proposal === null ? (
    <OfContract contract={job.contract} />
  ) : (
    <OfProposal proposal={job.proposal} />
  );
}

/** What the contract says each side learns; here to be read while the job runs and when it is done. */
function OfContract({ contract: id }: { readonly contract: string }): ReactElement | null {
  const { data } = useQuery({
    queryKey: ['harbor', 'contracts', id],
    queryFn: async () => (await node.getContract({ params: { id } })).body,
  });
  return data ? <WhatIsLearned leakage={data.body.leakage} /> : null;
}

/** What the approved proposal says of it. */
function OfProposal({ proposal }: { readonly proposal: string }): ReactElement | null {
  const { data } = useProposal(proposal);
  return data ? <WhatIsLearned leakage={data.leakage} /> : null;
}

function WhatIsLearned({ leakage }: Pick<ProposalView, 'leakage'>): ReactElement {
  const text = useText('harbor');
  return (
    <Section title={text('contract.learns')}>
      <Learns leakage={leakage} />
    </Section>
  );
}

function Acts({ job }: { readonly job: JobDetail }): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const text = useText('harbor');
  const client = useQueryClient();
  const isAnalyst = useWho()?.roles.includes('analyst') ?? false;
  const done = async (): Promise<void> => {
    setAsked(false);
    await client.invalidateQueries({ queryKey: ['harbor', 'jobs'] });
  };
  const cancel = useMutation({
    mutationFn: () => node.postCancellation({ params: { id: job.id } }),
    onSuccess: done,
  });
  const again = useMutation({
    mutationFn: () => node.postAttempt({ params: { id: job.id } }),
    onSuccess: done,
  });
  const problem = useProblem(again.error);
  return (
    <>
      {job.status === 'done' && (
        <SavePdf
          name={`job-${job.id}`}
          read={(ask) => node.getJobPaper({ params: { id: job.id }, ...ask })}
        />
      )}
      {isOpen(job) && <Button onPress={() => setAsked(true)}>{text('job.cancel')}</Button>}
      {isAnalyst && /^(failed|cancelled)$/.test(job.status) && (
        <Button variant="primary" pending={again.isPending} onPress={() => again.mutate()}>
          {text('job.again')}
        </Button>
      )}
      {problem && <p role="alert">{problem.title}</p>}
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={text('job.cancelTitle')}
        body={text('job.cancelBody')}
        confirmLabel={text('job.cancel')}
        danger
        pending={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate()}
      />
    </>
  );
}
