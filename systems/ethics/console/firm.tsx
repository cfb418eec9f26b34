import { type Component, type FirmView, heads, keysOf, measures } from '@finharbor/ethics/contract';
import {
  type Column,
  DataTable,
  DescriptionList,
  Disclosure,
  EmptyState,
  PageHeader,
  Query,
  type Say,
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
import { OpinionTable } from './committee.tsx';
import { useDay } from './days.ts';
import { Method, useMethods } from './method.tsx';

type Params = Parameters<typeof ethics.getFirm>[0]['params'];
type Part = { readonly component: Component; readonly points: number | null; readonly weight: number };

/** What everybody may know of a firm's ethics, and what its rating is made of. */
export function Screen(): ReactElement {
  const params = useParams({ strict: false }) as Params;
  const query = useQuery({
    queryKey: ['ethics', 'firm', params.uscc],
    queryFn: async ({ signal }) => (await ethics.getFirm({ params, signal })).body,
  });
  return <Query query={query}>{(one) => <Whole one={one} />}</Query>;
}

function Whole({ one }: { readonly one: FirmView }): ReactElement {
  const text = useText('ethics');
  const say = useBilingual();
  const day = useDay();
  const { met, late, overdue, open } = one.conditions;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/ethics', label: text('title') }]}
        title={<Verbatim>{one.name ?? one.uscc}</Verbatim>}
        lead={one.name === null ? undefined : <Verbatim>{one.uscc}</Verbatim>}
      />
      <Rating one={one} />
      <Section title={text('tab.opinions')}>
        <OpinionTable caption={text('tab.opinions')} rows={one.opinions} />
        <p className="mt-2">{text('conditionCounts', { met, late, overdue, open })}</p>
      </Section>
      <Section title={text('breaches')}>
        {one.breaches.length === 0 && <p>{text('noBreaches')}</p>}
        <ul>
          {one.breaches.map(({ number, article, measure, on }) => (
            <li key={number}>
              <TextLink href={`/app/public-cases/${number}`}>
                <Verbatim>{number}</Verbatim>
              </TextLink>{' '}
              {text('breach', { article, measure: say(measures[measure]), on: day(on) })}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={text('disclosures')}>
        {one.disclosures.length === 0 && <p>{text('noDisclosures')}</p>}
        {one.disclosures.map(({ year, revision, heads: told }) => (
          <Disclosure key={year} title={text('disclosed', { year, revision })}>
            <DescriptionList
              items={keysOf(heads).map((head) => ({
                term: say(heads[head]),
                value: <Verbatim>{told[head]}</Verbatim>,
              }))}
            />
          </Disclosure>
        ))}
      </Section>
      <Section title={text('declaration')}>
        <p>{signedText(one, text)}</p>
      </Section>
    </>
  );
}

function signedText({ signatures }: FirmView, text: Say): string {
  const [latest] = signatures;
  if (!latest) return text('notSigned');
  return latest.ending === null
    ? text('signedVersion', { version: latest.version })
    : text(`ended.${latest.ending}`, { version: latest.version });
}

function Rating({ one }: { readonly one: FirmView }): ReactElement {
  const text = useText('ethics');
  const { number } = useFormat();
  const methods = useMethods();
  if (one.rating === null || one.rating.score === null)
    return <p className="mb-6">{text(one.method === null ? 'noMethod' : 'unratedHelp')}</p>;
  const method = methods.data?.find(({ version }) => version === one.method);
  const columns: readonly Column<Part>[] = [
    { id: 'component', header: text('component'), cell: ({ component }) => text(`part.${component}`) },
    {
      id: 'points',
      header: text('points'),
      cell: ({ points }) => (points === null ? text('nothingOnFile') : number(points)),
      align: 'end',
    },
    { id: 'weight', header: text('weight'), cell: ({ weight }) => number(weight), align: 'end' },
  ];
  return (
    <Section title={text('rated', { band: one.rating.band ?? '', score: number(one.rating.score) })}>
      <DataTable
        caption={text('ratingOf')}
        exportName={text('ratingOf')}
        rows={one.rating.parts}
        rowKey={({ component }) => component}
        columns={columns}
        empty={<EmptyState title={text('unrated')} />}
      />
      <p className="mt-2 mb-3">{text('byMethod', { version: one.method ?? 0 })}</p>
      {method && (
        <Disclosure title={text('howRated', { version: method.version })}>
          <Method of={method} />
        </Disclosure>
      )}
    </Section>
  );
}
