import {
  Callout,
  DescriptionList,
  Disclosure,
  LinkButton,
  PageHeader,
  Query,
  Section,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { type Course, StateBadge, useCourse, useFen, useId } from './parts.tsx';
import { TakePart } from './take-part.tsx';
import { Rule } from './terms.tsx';

/** One campaign, for whoever wants to take part or see how it goes. */
export function Screen(): ReactElement {
  const course = useCourse(useId());
  return <Query query={course}>{(read) => <Campaign {...read} />}</Query>;
}

function Campaign(course: Course): ReactElement {
  const text = useText('yuanCampaigns');
  const say = useBilingual();
  const { campaign } = course;
  const { id, title, about, terms, voidWhy } = campaign;
  const roles = useWho()?.roles ?? [];
  const isMaker = roles.includes('teller') || roles.includes('bureau');
  const isProvable = terms.kind === 'lottery' || terms.kind === 'rush';
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/campaigns', label: text('title') }]}
        title={say(title)}
        lead={
          <>
            <StateBadge campaign={campaign} /> {text(`kind.${terms.kind}`)} ·{' '}
            {text(campaign.isCity ? 'city' : 'bank')}
          </>
        }
        actions={isMaker && <LinkButton href={`/app/campaigns/${id}/run`}>{text('run.title')}</LinkButton>}
      />
      {voidWhy && (
        <Callout tone="warn" title={text('voidTitle')}>
          {text(`void.${voidWhy}`)}
        </Callout>
      )}
      <p className="mb-4 max-w-prose">{say(about)}</p>
      <div className="mb-6">
        <TakePart course={course} />
      </div>
      <Section title={text('rule')}>
        <Rule terms={terms} />
        <Facts {...course} />
        {isProvable && <LinkButton href={`/app/campaigns/${id}/proof`}>{text('proof.link')}</LinkButton>}
      </Section>
      <Disclosure title={text('fair.title')}>
        <p>{text(`fair.${terms.kind}`)}</p>
        <p className="mt-2 text-quiet">{text('simulation')}</p>
      </Disclosure>
    </>
  );
}

function Facts({ campaign, districts }: Course): ReactElement {
  const text = useText('yuanCampaigns');
  const fen = useFen();
  const { dateTime, number } = useFormat();
  const { budgetMinor, packets, opensAtMs, closesAtMs, packetsUntilMs } = campaign;
  const sum = (of: 'entries' | 'given'): number => districts.reduce((all, one) => all + one[of], 0);
  return (
    <DescriptionList
      items={[
        { term: text('fact.budget'), value: fen(budgetMinor) },
        ...(packets === null ? [] : [{ term: text('fact.packets'), value: number(packets) }]),
        { term: text('fact.opens'), value: dateTime(opensAtMs) },
        { term: text('fact.closes'), value: dateTime(closesAtMs) },
        { term: text('fact.until'), value: dateTime(packetsUntilMs) },
        ...('quotas' in campaign.terms
          ? [
              { term: text('fact.people'), value: number(sum('entries')) },
              { term: text('fact.given'), value: number(sum('given')) },
            ]
          : []),
      ]}
    />
  );
}
