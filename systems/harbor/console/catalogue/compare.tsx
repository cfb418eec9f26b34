import type { ProductView } from '@finharbor/harbor/contract';
import {
  Badge,
  type Column,
  DataTable,
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  TextLink,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { hub, node } from '../api.ts';
import { useDeliveries } from '../delivery/ways.tsx';
import { usePartyName } from '../parties/names.ts';
import { useClassWords } from './class-words.ts';
import { comparedFields } from './compared-fields.ts';
import { OfferBadge } from './offer-state.tsx';
import { comparedMost } from './results.tsx';
import { usePriceWords } from './words.ts';

/** Two to four products side by side: what they hold, of how much, for what, under which terms. */
export function Screen(): ReactElement {
  const { ids = '' } = useSearch({ strict: false }) as { readonly ids?: string };
  const text = useText('catalogue');
  const harbor = useText('harbor');
  const wanted = [...new Set(String(ids).split(','))].filter((id) => /^[0-9a-f]{64}$/.test(id));
  const products = useProductsOf(wanted.slice(0, comparedMost));
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/catalogue', label: harbor('catalogue.title') }]}
        title={text('compare.title')}
        lead={text('compare.lead')}
      />
      {wanted.length < 2 ? (
        <EmptyState
          title={text('compare.few')}
          body={text('compare.how', { n: comparedMost })}
          action={<LinkButton href="/app/catalogue">{harbor('catalogue.title')}</LinkButton>}
        />
      ) : (
        <Query query={products} shape="table">
          {(found) => <SideBySide products={found} />}
        </Query>
      )}
    </>
  );
}

function useProductsOf(ids: readonly string[]) {
  const { role } = usePlace();
  return useQuery({
    queryKey: ['harbor', 'products', role, 'compared', ids],
    enabled: ids.length > 1,
    queryFn: () =>
      Promise.all(
        ids.map(async (id) => {
          const asked = { params: { id } };
          return (await (role === 'node' ? node.getProduct(asked) : hub.getProduct(asked))).body;
        }),
      ),
  });
}

type Line = { readonly id: string; readonly term: string; readonly of: (product: ProductView) => ReactNode };

function SideBySide({ products }: { readonly products: readonly ProductView[] }): ReactElement {
  const text = useText('catalogue');
  const say = useBilingual();
  const lines = [...useLines(), ...useFieldLines(products)];
  const columns: readonly Column<Line>[] = [
    { id: 'term', header: text('compare.what'), cell: ({ term }) => term },
    ...products.map((product) => ({
      id: product.id,
      header: say(product.body.title),
      cell: ({ of }: Line) => of(product),
    })),
  ];
  return (
    <>
      <ul className="mb-4 flex flex-wrap gap-x-5 gap-y-1">
        {products.map(({ id, body }) => (
          <li key={id}>
            <TextLink href={`/app/catalogue/${id}`}>{say(body.title)}</TextLink>
          </li>
        ))}
      </ul>
      <DataTable caption={text('compare.title')} rows={lines} rowKey={({ id }) => id} columns={columns} />
    </>
  );
}

function useLines(): readonly Line[] {
  const text = useText('catalogue');
  const harbor = useText('harbor');
  const nameOf = usePartyName();
  const classed = useClassWords();
  const pricesOf = usePriceWords();
  const delivery = useText('delivery');
  const deliveriesIn = useDeliveries();
  const { dateTime, number } = useFormat();
  return [
    { id: 'state', term: text('facet.state'), of: ({ state }) => <OfferBadge state={state} /> },
    { id: 'holder', term: text('facet.holder'), of: ({ party }) => nameOf(party) },
    {
      id: 'rows',
      term: harbor('catalogue.rowsTerm'),
      of: ({ body }) => text('rows', { n: number(body.rowsAtLeast) }),
    },
    { id: 'price', term: text('facet.price'), of: ({ body }) => pricesOf(body.plans).join(' · ') },
    { id: 'delivery', term: delivery('title'), of: ({ body }) => deliveriesIn(body) },
    {
      id: 'made',
      term: text('facet.made'),
      of: ({ body }) => text(body.synthetic ? 'made.synthetic' : 'made.real'),
    },
    ...classed.map(({ id, term, of }) => ({
      id,
      term,
      of: ({ body }: ProductView) =>
        body.classed ? of(body.classed) : <span className="text-quiet">{text('unsaid')}</span>,
    })),
    {
      id: 'licence',
      term: harbor('catalogue.licence'),
      of: ({ body }) => <Verbatim>{body.licence}</Verbatim>,
    },
    { id: 'published', term: text('compare.published'), of: ({ publishedAtMs }) => dateTime(publishedAtMs) },
    {
      id: 'version',
      term: text('compare.version'),
      of: ({ id, newest }) => text(id === newest ? 'compare.newest' : 'compare.older'),
    },
  ];
}

/** A line for each field that any of the products has, those of most products first. */
function useFieldLines(products: readonly ProductView[]): readonly Line[] {
  const text = useText('catalogue');
  const harbor = useText('harbor');
  const say = useBilingual();
  return comparedFields(products).map(({ key, title, kinds }) => ({
    id: `field ${key}`,
    term: text('compare.field', { name: say(title) }),
    of: ({ id }) => {
      const kind = kinds.get(id);
      return kind ? <Badge tone="good">{harbor(`fieldKind.${kind}`)}</Badge> : '—';
    },
  }));
}
