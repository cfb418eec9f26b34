import { contractKinds, type OverseenJobState } from '@finharbor/harbor/contract';
import { EmptyState, Grid, PageHeader, Query, Section, Stat, Tabs, useFormat, useText } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactElement, useMemo } from 'react';
import { hub } from '../api.ts';
import { Contracts } from './contracts.tsx';
import { Jobs } from './jobs.tsx';
import type { ListName } from './listing.tsx';
import { useOverseen } from './read.ts';
import { Refusals } from './refusals.tsx';

/** Who computes what with whose data under which contract, and what was refused. */
export function Screen(): ReactElement {
  const text = useText('oversight');
  const figures = useOverseen(['figures'], async () => (await hub.getOversight({})).body);
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <Query query={figures}>{(found) => <Figures figures={found} />}</Query>
      <Lists />
    </>
  );
}

type Read = Awaited<ReturnType<typeof hub.getOversight>>['body'];

function Figures({ figures }: { readonly figures: Read }): ReactElement {
  const text = useText('oversight');
  const { number } = useFormat();
  const { contracts, jobs } = figures;
  const jobsIn = (...states: OverseenJobState[]): string =>
    number(states.reduce((sum, state) => sum + jobs[state], 0));
  return (
    <>
      <div className="mb-6">
        <Grid>
          <Stat
            label={text('figure.parties')}
            value={number(figures.parties)}
            hint={text('figure.partiesHint', { n: number(figures.products) })}
          />
          <Stat
            label={text('figure.contracts')}
            value={number(sumOf(contracts))}
            hint={text('figure.contractsHint', {
              inForce: number(contracts.in_force),
              open: number(contracts.proposed),
            })}
          />
          <Stat
            label={text('figure.jobs')}
            value={number(sumOf(jobs))}
            hint={text('figure.jobsHint', {
              used: jobsIn('used', 'partly_used'),
              open: jobsIn('asked', 'accepted'),
              refused: jobsIn('refused'),
            })}
          />
          <Stat label={text('figure.uses')} value={number(figures.uses)} hint={text('figure.usesHint')} />
          <Stat
            label={text('figure.refusals')}
            value={number(figures.refusals)}
            hint={text('figure.refusalsHint')}
          />
          <Stat
            label={text('figure.consents')}
            value={number(figures.consents)}
            hint={text('figure.consentsHint', { n: number(figures.withdrawals) })}
          />
        </Grid>
      </div>
      <Section title={text('days.title')}>
        <Days days={figures.usesByDay} />
      </Section>
    </>
  );
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function Days({ days }: { readonly days: Read['usesByDay'] }): ReactElement {
  const text = useText('oversight');
  const harbor = useText('harbor');
  const { number } = useFormat();
  const total = days.reduce((sum, day) => sum + contractKinds.reduce((uses, kind) => uses + day[kind], 0), 0);
  const categories = useMemo(() => days.map(({ day }) => day.slice(5)), [days]);
  const series = useMemo(
    () =>
      contractKinds.map((kind) => ({
        name: harbor(`kind.${kind}`),
        values: days.map((day) => day[kind]),
      })),
    [days, harbor],
  );
  if (total === 0) return <EmptyState title={text('days.none')} body={text('days.noneHelp')} />;
  return (
    <BarChart
      caption={text('days.caption')}
      summary={text('days.summary', {
        n: number(total),
        from: days[0]!.day,
        until: days.at(-1)!.day,
      })}
      categories={categories}
      categoryLabel={text('days.day')}
      series={series}
    />
  );
}

const lists: readonly { readonly id: ListName; readonly content: ReactElement }[] = [
  { id: 'contracts', content: <Contracts /> },
  { id: 'jobs', content: <Jobs /> },
  { id: 'refusals', content: <Refusals /> },
];

function Lists(): ReactElement {
  const text = useText('oversight');
  const { tab = 'contracts' } = useSearch({ strict: false }) as { readonly tab?: ListName };
  const navigate = useNavigate();
  return (
    <Tabs
      label={text('lists')}
      selected={lists.some(({ id }) => id === tab) ? tab : 'contracts'}
      onSelect={(chosen) => void navigate({ to: '.', search: { tab: chosen } as never, replace: true })}
      tabs={lists.map(({ id, content }) => ({ id, label: text(`tab.${id}`), content }))}
    />
  );
}
