import {
  DataTable,
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { own } from '../api.ts';

/** The lender's own loan products. */
export function Screen(): ReactElement {
  const text = useText('financing');
  const say = useBilingual();
  const { money, rate, number } = useFormat();
  const isApprover = useWho()?.roles.includes('approver') ?? false;
  const products = useQuery({
    queryKey: ['financing', 'products'],
    queryFn: async () => (await own.listLoans({})).body,
  });
  return (
    <>
      <PageHeader
        title={text('products.title')}
        lead={text('products.lead')}
        actions={
          isApprover && (
            <LinkButton href="/app/loan-products/new" variant="primary">
              {text('products.publish')}
            </LinkButton>
          )
        }
      />
      <Query query={products}>
        {(rows) => (
          <DataTable
            caption={text('products.title')}
            rows={rows}
            rowKey={({ id }) => id}
            empty={<EmptyState title={text('products.none')} body={text('products.noneHelp')} />}
            columns={[
              { id: 'title', header: text('product.title'), cell: ({ terms }) => say(terms.title) },
              {
                id: 'most',
                header: text('product.most'),
                cell: ({ terms }) => money(terms.mostAmount, terms.currency),
                align: 'end',
              },
              {
                id: 'cut',
                header: text('product.cutOff'),
                cell: ({ terms }) => number(terms.cutOffPoints),
                align: 'end',
              },
              {
                id: 'rates',
                header: text('product.rates'),
                cell: ({ terms }) =>
                  terms.rates.map(({ fromPoints, rateBp }) => `≥ ${fromPoints}: ${rate(rateBp)}`).join(' · '),
              },
              {
                id: 'days',
                header: text('product.days'),
                cell: ({ terms }) => number(terms.promisedDays),
                align: 'end',
              },
            ]}
          />
        )}
      </Query>
    </>
  );
}
