import type { ProductView } from '@finharbor/harbor/contract';
import {
  Badge,
  Card,
  EmptyState,
  FilterBar,
  Grid,
  PageHeader,
  Query,
  TextLink,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePartyName } from '../parties/names.ts';
import { useProducts } from './products.ts';

/** What the offices offer, with a search that stands in the address. */
export function Screen(): ReactElement {
  const text = useText('harbor');
  const { q = '' } = useSearch({ strict: false }) as { readonly q?: string };
  const navigate = useNavigate();
  const search = (wanted: string): void =>
    void navigate({ to: '.', search: (wanted === '' ? {} : { q: wanted }) as never, replace: true });
  const products = useProducts();
  return (
    <>
      <PageHeader title={text('catalogue.title')} lead={text('catalogue.lead')} />
      <FilterBar label={text('catalogue.search')} text={q} onSearch={search} onReset={() => search('')} />
      <Query query={products}>
        {(all) => <Products products={all.filter((product) => isFound(product, q))} />}
      </Query>
    </>
  );
}

function isFound({ party, body }: ProductView, q: string): boolean {
  const words = [party, body.title, body.description, ...body.fields.map(({ title }) => title)];
  return JSON.stringify(words).toLowerCase().includes(q.toLowerCase());
}

function Products({ products }: { readonly products: readonly ProductView[] }): ReactElement {
  const text = useText('harbor');
  const say = useBilingual();
  const { number } = useFormat();
  const nameOf = usePartyName();
  if (products.length === 0)
    return <EmptyState title={text('catalogue.none')} body={text('catalogue.noneHelp')} />;
  return (
    <Grid>
      {products.map(({ id, party, body }) => (
        <Card key={id}>
          <h2 className="font-semibold text-lg">
            <TextLink href={`/app/catalogue/${id}`}>{say(body.title)}</TextLink>
          </h2>
          <p className="text-quiet">{nameOf(party)}</p>
          <p className="my-2">{say(body.description)}</p>
          <Badge>{text('catalogue.rows', { n: number(body.rowsAtLeast) })}</Badge>
          {body.synthetic && <Badge tone="warn">{text('catalogue.synthetic')}</Badge>}
        </Card>
      ))}
    </Grid>
  );
}
