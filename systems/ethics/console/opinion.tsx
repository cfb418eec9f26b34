import { type ConditionView, type OpinionView, outcomes, stages } from '@finharbor/ethics/contract';
import {
  Badge,
  type Column,
  DataTable,
  DescriptionList,
  EmptyState,
  PageHeader,
  Query,
  Section,
  TextLink,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { ethics } from './api.ts';
import { useDay } from './days.ts';

/** One opinion of the committee: for everybody. */
export function Screen(): ReactElement {
  const { number } = useParams({ strict: false }) as { readonly number: string };
  const query = useQuery({
    queryKey: ['ethics', 'opinion', number],
    queryFn: async ({ signal }) => (await ethics.getOpinion({ params: { number }, signal })).body,
  });
  return <Query query={query}>{(one) => <Whole one={one} />}</Query>;
}

function Whole({ one }: { readonly one: OpinionView }): ReactElement {
  const text = useText('ethics');
  const say = useBilingual();
  const { date } = useFormat();
  const { votes } = one;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/ethics', label: text('title') }]}
        title={<Verbatim>{one.number}</Verbatim>}
        lead={say(outcomes[one.outcome])}
      />
      <DescriptionList
        items={[
          {
            term: text('firm'),
            value: (
              <TextLink href={`/app/ethics/firms/${one.uscc}`}>
                <Verbatim>{one.firm}</Verbatim>
              </TextLink>
            ),
          },
          { term: text('product'), value: <Verbatim>{one.product}</Verbatim> },
          { term: text('stage'), value: say(stages[one.stage]) },
          { term: text('issued'), value: date(one.issuedAtMs) },
          {
            term: text('votes'),
            value: text('voted', { for: votes.for, against: votes.against, abstain: votes.abstain }),
          },
          { term: text('opinion'), value: <Verbatim>{one.text}</Verbatim> },
        ]}
      />
      {one.dissents.length > 0 && (
        <Section title={text('dissents')}>
          <ul className="grid gap-3">
            {one.dissents.map(({ member, text: said }) => (
              <li key={said}>
                <p className="font-semibold">
                  {member === null ? text('oneMember') : <Verbatim>{member}</Verbatim>}
                </p>
                <Verbatim>{said}</Verbatim>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {one.conditions.length > 0 && (
        <Section title={text('conditions')}>
          <Conditions rows={one.conditions} />
        </Section>
      )}
    </>
  );
}

function Conditions({ rows }: { readonly rows: readonly ConditionView[] }): ReactElement {
  const text = useText('ethics');
  const day = useDay();
  const columns: readonly Column<ConditionView>[] = [
    { id: 'what', header: text('condition'), cell: ({ what }) => <Verbatim>{what}</Verbatim> },
    { id: 'due', header: text('due'), cell: ({ dueOn }) => day(dueOn), sortBy: ({ dueOn }) => dueOn },
    {
      id: 'standing',
      header: text('state'),
      cell: ({ standing, metOn }) => (
        <>
          <Badge tone={standing === 'overdue' ? 'bad' : 'neutral'}>{text(`standing.${standing}`)}</Badge>
          {metOn !== null && <span className="block">{day(metOn)}</span>}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={text('conditions')}
      exportName={text('conditions')}
      rows={rows}
      rowKey={({ place }) => String(place)}
      columns={columns}
      empty={<EmptyState title={text('noneHere')} />}
    />
  );
}
