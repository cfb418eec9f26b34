import {
  DescriptionList,
  EmptyState,
  PageHeader,
  Query,
  Section,
  Timeline,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { Disclosure, KnownBy } from '@finharbor/yuan/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuan } from '../api.ts';
import { useFacts } from './facts.tsx';
import { Tiers } from './tiers.tsx';

/** What each bank knows of me and no more, the way to another tier, and who was told by law. */
export function Screen(): ReactElement {
  const text = useText('yuanPeople');
  const known = useQuery({
    queryKey: ['yuan', 'known-of-me'],
    queryFn: async () => (await yuan.getKnownOfMe({})).body,
  });
  return (
    <>
      <PageHeader title={text('known.title')} lead={text('known.lead')} />
      <Tiers />
      <Query query={known}>
        {({ operators, disclosures }) => (
          <>
            {operators.map((one) => (
              <OneBank key={one.operator} known={one} />
            ))}
            <Section title={text('known.told')}>
              <Told disclosures={disclosures} />
            </Section>
          </>
        )}
      </Query>
    </>
  );
}

function OneBank({ known }: { readonly known: KnownBy }): ReactElement {
  const text = useText('yuanPeople');
  const say = useBilingual();
  const items = useFacts(known.seen, text('known.notShown'));
  return (
    <Section title={text('known.by', { bank: say(known.operatorName) })}>
      <p className="mb-3 text-quiet">{text('known.tier', { tier: text(`tier.${known.tier}`) })}</p>
      <DescriptionList items={items} />
    </Section>
  );
}

function Told({ disclosures }: { readonly disclosures: readonly Disclosure[] }): ReactElement {
  const text = useText('yuanPeople');
  const say = useBilingual();
  const { dateTime, number } = useFormat();
  if (disclosures.length === 0)
    return <EmptyState title={text('known.nobody')} body={text('known.nobodyBody')} />;
  return (
    <Timeline
      items={disclosures.map((one) => ({
        at: dateTime(one.askedAtMs),
        title: text('known.askedBy', { authority: one.authority }),
        body: text('known.askedOn', {
          law: say(one.law),
          article: one.article,
          wallet: one.wallet.slice(-4),
          n: number(one.openings),
        }),
      }))}
    />
  );
}
