import type { OverseenJob } from '@finharbor/harbor/contract';
import {
  Code,
  DataTable,
  DescriptionList,
  EmptyState,
  PageHeader,
  Query,
  Section,
  TextLink,
  Timeline,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { hub } from '../api.ts';
import { usePartyName } from '../parties/names.ts';
import { JobStateBadge } from './job-state.tsx';
import { useOverseen } from './read.ts';

/** One job as its supervisor sees it: who asked, who answered what, and which uses stand in the log. */
export function Screen(): ReactElement {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const job = useOverseen(['jobs', id], async () => (await hub.getOverseenJob({ params: { id } })).body);
  return <Query query={job}>{(found) => <Job job={found} />}</Query>;
}

type JobProps = { readonly job: OverseenJob };

function Job({ job }: JobProps): ReactElement {
  const text = useText('oversight');
  const harbor = useText('harbor');
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/oversight?tab=jobs', label: text('title') }]}
        title={harbor(`jobTitle.${job.kind}`)}
        lead={
          <>
            <JobStateBadge state={job.state} /> {text(`jobStateHelp.${job.state}`)}
          </>
        }
      />
      <Facts job={job} />
      <Section title={harbor('contract.history')}>
        <History job={job} />
      </Section>
      <Section title={text('job.entries')}>
        <Entries job={job} />
      </Section>
    </>
  );
}

function Facts({ job }: JobProps): ReactElement {
  const text = useText('oversight');
  const harbor = useText('harbor');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { number } = useFormat();
  const { id, contract, purpose, consumer, providers, subject, attempts } = job;
  return (
    <DescriptionList
      items={[
        {
          term: text('jobs.contract'),
          value: (
            <TextLink href={`/app/oversight/contracts/${contract}`}>
              {purpose ? say(purpose) : `${contract.slice(0, 12)}…`}
            </TextLink>
          ),
        },
        { term: harbor('contract.consumer'), value: nameOf(consumer) },
        { term: harbor('contract.providers'), value: providers.map(nameOf).join(harbor('and')) },
        { term: text('jobs.firm'), value: subject ?? text('jobs.many') },
        { term: text('jobs.attempts'), value: number(attempts.length) },
        { term: text('jobs.id'), value: <Code copyable>{id}</Code> },
      ]}
    />
  );
}

/** Everything that was signed about the job, in the order of its dates. */
function History({ job: { consumer, attempts, answers, uses } }: JobProps): ReactElement {
  const text = useText('oversight');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { dateTime, number } = useFormat();
  const happened = [
    ...attempts.map(({ attempt, atMs }) => ({
      atMs,
      title: text('job.asked', { party: nameOf(consumer), n: number(attempt) }),
      body: null,
    })),
    ...answers.map(({ party, attempt, answer, code, reason, atMs }) => ({
      atMs,
      title: text(`job.by.${answer}`, { party: nameOf(party), n: number(attempt) }),
      body:
        answer === 'refused' ? (
          <>
            {say(reason)} <Code>{code}</Code>
          </>
        ) : null,
    })),
    ...uses.map(({ party, usedAtMs, logIndex }) => ({
      atMs: usedAtMs,
      title: text('job.used', { party: nameOf(party), index: number(logIndex) }),
      body: null,
    })),
  ].toSorted((a, b) => a.atMs - b.atMs);
  return <Timeline items={happened.map(({ atMs, ...item }) => ({ ...item, at: dateTime(atMs) }))} />;
}

function Entries({ job: { uses } }: JobProps): ReactElement {
  const text = useText('oversight');
  const harbor = useText('harbor');
  const nameOf = usePartyName();
  const { dateTime, number } = useFormat();
  if (uses.length === 0) return <EmptyState title={text('job.noEntries')} body={text('job.noEntriesHelp')} />;
  return (
    <>
      <DataTable
        caption={text('job.entries')}
        rows={uses}
        rowKey={({ logIndex }) => String(logIndex)}
        columns={[
          { id: 'party', header: text('job.holder'), cell: ({ party }) => nameOf(party) },
          {
            id: 'fields',
            header: harbor('receipts.fields'),
            cell: ({ fields }) => fields.join(harbor('and')),
          },
          { id: 'at', header: harbor('receipts.at'), cell: ({ usedAtMs }) => dateTime(usedAtMs) },
          {
            id: 'index',
            header: harbor('receipts.index'),
            cell: ({ logIndex }) => number(logIndex),
            align: 'end',
          },
          {
            id: 'commitment',
            header: text('job.commitment'),
            cell: ({ commitment }) => <Code>{commitment}</Code>,
          },
        ]}
      />
      <p className="max-w-prose text-quiet">
        {text('job.check')} <TextLink href="/app/verify">{harbor('verify.title')}</TextLink>
      </p>
    </>
  );
}
