import type { LoanProduct } from '@finharbor/financing/contract';
import {
  type Column,
  EmptyState,
  FilteredTable,
  type FilterField,
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
  const fields = useFields();
  const columns = useColumns();
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
      <Query query={products} shape="table">
        {(rows) => (
          <FilteredTable
            list="/loan-products"
            exportName={text('products.title')}
            caption={text('products.title')}
            rows={rows}
            rowKey={({ id }) => id}
            fields={fields}
            columns={columns}
            empty={<EmptyState title={text('products.none')} body={text('products.noneHelp')} />}
          />
        )}
      </Query>
    </>
  );
}

function useFields(): readonly FilterField<LoanProduct>[] {
  const text = useText('financing');
  return [
    {
      id: 'title',
      label: text('product.title'),
      kind: 'text',
      of: ({ terms: { title } }) => `${title.en} ${title.zh}`,
    },
    { id: 'most', label: text('product.most'), kind: 'numbers', of: ({ terms }) => Number(terms.mostAmount) },
    { id: 'cut', label: text('product.cutOff'), kind: 'numbers', of: ({ terms }) => terms.cutOffPoints },
    { id: 'days', label: text('product.days'), kind: 'numbers', of: ({ terms }) => terms.promisedDays },
  ];
}

function useColumns(): readonly Column<LoanProduct>[] {
  const text = useText('financing');
  const say = useBilingual();
  const { money, rate, number } = useFormat();
  return [
    {
      id: 'title',
      header: text('product.title'),
      cell: ({ terms }) => say(terms.title),
      sortBy: ({ terms }) => say(terms.title),
    },
    {
      id: 'most',
      header: text('product.most'),
      cell: ({ terms }) => money(terms.mostAmount, terms.currency),
      sortBy: ({ terms }) => Number(terms.mostAmount),
      align: 'end',
    },
    {
      id: 'cut',
      header: text('product.cutOff'),
      cell: ({ terms }) => number(terms.cutOffPoints),
      sortBy: ({ terms }) => terms.cutOffPoints,
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
      sortBy: ({ terms }) => terms.promisedDays,
      align: 'end',
    },
  ];
}
