import type { ProductView } from '@finharbor/harbor/contract';
import {
  Code,
  DataTable,
  DescriptionList,
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  Section,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useProducts } from './products.ts';

/** One product: whose it is, which fields it has, what may be asked of it. */
export function Screen(): ReactElement {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const text = useText('harbor');
  const products = useProducts();
  return (
    <Query query={products}>
      {(all) => {
        const product = all.find((one) => one.id === id);
        return product ? <Product product={product} /> : <EmptyState title={text('catalogue.gone')} />;
      }}
    </Query>
  );
}

function Product({ product: { id, party, body } }: { readonly product: ProductView }): ReactElement {
  const text = useText('harbor');
  const say = useBilingual();
  const { number } = useFormat();
  const place = usePlace();
  const isApprover = useWho()?.roles.includes('approver') ?? false;
  const mayAsk = place.role === 'node' && place.party !== party && isApprover;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/catalogue', label: text('catalogue.title') }]}
        title={say(body.title)}
        lead={say(body.description)}
        actions={
          mayAsk && (
            <LinkButton href={`/app/contracts/new?product=${id}`} variant="primary">
              {text('contracts.request')}
            </LinkButton>
          )
        }
      />
      <DescriptionList
        items={[
          { term: text('catalogue.holder'), value: party },
          {
            term: text('catalogue.rowsTerm'),
            value: text('catalogue.rows', { n: number(body.rowsAtLeast) }),
          },
          { term: text('catalogue.licence'), value: body.licence },
          {
            term: text('catalogue.made'),
            value: text(body.synthetic ? 'catalogue.synthetic' : 'catalogue.real'),
          },
          { term: text('contract.id'), value: <Code copyable>{id}</Code> },
        ]}
      />
      <Section title={text('catalogue.fields')}>
        <DataTable
          caption={text('catalogue.fields')}
          rows={body.fields}
          rowKey={({ name }) => name}
          columns={[
            { id: 'title', header: text('catalogue.field'), cell: ({ title }) => say(title) },
            { id: 'name', header: text('catalogue.name'), cell: ({ name }) => <Code>{name}</Code> },
            { id: 'kind', header: text('catalogue.kind'), cell: ({ kind }) => text(`fieldKind.${kind}`) },
          ]}
        />
      </Section>
    </>
  );
}
