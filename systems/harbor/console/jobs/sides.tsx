import type { JobDetail, PeerTraffic } from '@finharbor/harbor/contract';
import { Badge, DataTable, Section, useFormat, useText } from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { usePartyName } from '../parties/names.ts';

type SidesProps = { readonly job: JobDetail; readonly traffic: readonly PeerTraffic[] };

/** Who takes part and in what, what each provider answered, and what goes between this party and each of them. */
export function Sides({ job, traffic }: SidesProps): ReactElement {
  const text = useText('harbor');
  const { bytes } = useFormat();
  const nameOf = usePartyName();
  const own = usePlace().party;
  const [consumer] = job.roster;
  const delivery = useText('delivery');
  // Intersections and deliveries are between their parties alone.
  const dealers = job.kind === 'intersect' || job.kind === 'deliver' ? [] : [job.dealer];
  const rows = [...job.roster, ...dealers].map((party) => ({
    party,
    part:
      party === job.dealer
        ? ('dealer' as const)
        : party === consumer
          ? ('consumer' as const)
          : ('provider' as const),
    went: traffic.find(({ peer }) => peer === party),
  }));
  return (
    <Section title={text('sides.title')}>
      <DataTable
        caption={text('sides.title')}
        rows={rows}
        rowKey={({ party }) => party}
        columns={[
          {
            id: 'party',
            header: text('sides.party'),
            cell: ({ party }) => (
              <>
                {nameOf(party)} {party === own && <Badge tone="accent">{text('sides.you')}</Badge>}
              </>
            ),
          },
          {
            id: 'part',
            header: text('sides.part'),
            cell: ({ part }) =>
              job.kind === 'deliver' && part !== 'dealer' ? delivery(part) : text(`sides.${part}`),
          },
          {
            id: 'answer',
            header: text('sides.answer'),
            cell: ({ party, part }) => (part === 'provider' ? <Answer job={job} party={party} /> : '—'),
          },
          {
            id: 'sent',
            header: text('sides.sent'),
            cell: ({ went }) => (went ? bytes(went.bytesSent) : '—'),
            align: 'end',
          },
          {
            id: 'received',
            header: text('sides.received'),
            cell: ({ went }) => (went ? bytes(went.bytesReceived) : '—'),
            align: 'end',
          },
        ]}
      />
    </Section>
  );
}

function Answer({ job, party }: { readonly job: JobDetail; readonly party: string }): ReactElement {
  const text = useText('harbor');
  const { dateTime } = useFormat();
  const answer = job.answers.find((one) => one.party === party);
  if (!answer) return <Badge>{text('sides.unanswered')}</Badge>;
  return (
    <>
      <Badge tone={answer.answer === 'accepted' ? 'good' : 'bad'}>{text(`sides.${answer.answer}`)}</Badge>
      <span className="text-quiet">{dateTime(answer.atMs)}</span>
    </>
  );
}
