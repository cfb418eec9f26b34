import type { LoanProduct } from '@finharbor/financing/contract';
import {
  Card,
  EmptyState,
  Grid,
  LinkButton,
  PageHeader,
  Query,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useHarbor } from '../ports.tsx';
import { type Lender, readLenders } from './lenders.ts';

/** The loans of all lenders, each asked at its own node. */
export function Screen(): ReactElement {
  const text = useText('financing');
  const harbor = useHarbor();
  const lenders = useQuery({ queryKey: ['financing', 'lenders'], queryFn: () => readLenders(harbor) });
  return (
    <>
      <PageHeader title={text('loans.title')} lead={text('loans.lead')} />
      <Query query={lenders}>{(found) => <Lenders lenders={found} />}</Query>
    </>
  );
}

function Lenders({ lenders }: { readonly lenders: readonly Lender[] }): ReactElement {
  const text = useText('financing');
  const say = useBilingual();
  const offers = lenders.flatMap((lender) => (lender.products ?? []).map((product) => ({ lender, product })));
  const silent = lenders.filter(({ products }) => products === undefined);
  return (
    <>
      {offers.length === 0 ? (
        <EmptyState title={text('loans.none')} body={text('loans.noneHelp')} />
      ) : (
        <Grid>
          {offers.map(({ lender, product }) => (
            <Loan key={product.id} lender={lender} product={product} />
          ))}
        </Grid>
      )}
      {silent.map(({ party, name }) => (
        <p key={party} role="status" className="mt-4">
          {text('loans.silent', { name: say(name) })}
        </p>
      ))}
    </>
  );
}

function Loan({
  lender,
  product: { id, terms },
}: {
  readonly lender: Lender;
  readonly product: LoanProduct;
}): ReactElement {
  const text = useText('financing');
  const say = useBilingual();
  const { money, rate } = useFormat();
  const lowest = Math.min(...terms.rates.map(({ rateBp }) => rateBp));
  const highest = Math.max(...terms.rates.map(({ rateBp }) => rateBp));
  return (
    <Card>
      <h2 className="font-semibold text-lg">{say(terms.title)}</h2>
      <p className="text-quiet">{say(lender.name)}</p>
      <ul className="my-3 grid gap-1">
        <li>{text('loan.upTo', { amount: money(terms.mostAmount, terms.currency) })}</li>
        <li>{text('loan.rate', { from: rate(lowest), to: rate(highest) })}</li>
        <li>{text('loan.cutOff', { points: terms.cutOffPoints })}</li>
        <li>{text('loan.days', { n: terms.promisedDays })}</li>
      </ul>
      <LinkButton href={`/app/loans/${lender.party}/${id}/apply`} variant="primary">
        {text('loan.apply')}
      </LinkButton>
    </Card>
  );
}
