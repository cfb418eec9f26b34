import type { LoanProduct, StoredApplication } from '@finharbor/financing/contract';
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
import { lenderAt } from '../api.ts';
import { type FirmPort, type HarborPort, useHarbor } from '../ports.tsx';
import { isUnderWay, StatusBadge } from '../status.tsx';
import { type Lender, patienceMs, readLenders } from './lenders.ts';

/** One of the firm's applications, and the product it is for where the lender still tells. */
type OwnApplication = {
  readonly lender: Lender;
  readonly stored: StoredApplication;
  readonly product: LoanProduct | undefined;
};
type Mine = { readonly rows: readonly OwnApplication[]; readonly silent: readonly Lender[] };

/** What the firm has applied for, at all lenders, each asked at its own node. */
export function Screen(): ReactElement {
  const firm = useWho()!.party;
  const harbor = useHarbor();
  const text = useText('myApplications');
  const loans = useText('financing');
  const mine = useQuery({
    queryKey: ['financing', 'mine', firm],
    queryFn: () => readMine(harbor, firm),
    refetchInterval: ({ state: { data } }) =>
      data?.rows.some(({ stored }) => isUnderWay(stored)) ? 2000 : false,
  });
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <Query query={mine}>
        {(found) =>
          found ? (
            <Applications {...found} />
          ) : (
            <EmptyState
              title={loans('apply.noKey')}
              body={loans('apply.noKeyHelp')}
              action={<LinkButton href="/app/firm">{loans('apply.toKey')}</LinkButton>}
            />
          )
        }
      </Query>
    </>
  );
}

/** Null where this device cannot sign for the firm. */
async function readMine(harbor: HarborPort, firm: string): Promise<Mine | null> {
  const [lenders, device] = await Promise.all([readLenders(harbor), harbor.device(firm)]);
  if (!device) return null;
  const asked = await Promise.all(
    lenders.map(async (lender) => ({ lender, rows: await applicationsAt(lender, device) })),
  );
  return {
    rows: asked
      .flatMap(({ rows }) => rows ?? [])
      .toSorted((a, b) => b.stored.receivedAtMs - a.stored.receivedAtMs),
    silent: asked.filter(({ rows }) => rows === undefined).map(({ lender }) => lender),
  };
}

/** Undefined where the lender does not answer, or not to this firm: one of many must not hide the others. */
async function applicationsAt(
  lender: Lender,
  device: FirmPort,
): Promise<readonly OwnApplication[] | undefined> {
  if (lender.products === undefined) return undefined;
  try {
    const { body } = await lenderAt(lender.url, device.fetch).listOwnApplications({
      signal: AbortSignal.timeout(patienceMs),
    });
    return body.map((stored) => ({
      lender,
      stored,
      product: lender.products?.find(({ id }) => id === stored.application.product),
    }));
  } catch {
    return undefined;
  }
}

function Applications({ rows, silent }: Mine): ReactElement {
  const text = useText('myApplications');
  const loans = useText('financing');
  const say = useBilingual();
  const { dateTime, money } = useFormat();
  return (
    <>
      <DataTable
        caption={text('title')}
        rows={rows}
        rowKey={({ stored }) => stored.id}
        href={({ lender, stored }) => `/app/decisions/${lender.party}/${stored.id}`}
        empty={
          <EmptyState
            title={text('none')}
            body={text('noneHelp')}
            action={<LinkButton href="/app/loans">{loans('loans.title')}</LinkButton>}
          />
        }
        columns={[
          {
            id: 'product',
            header: loans('product.title'),
            cell: ({ product }) => (product ? say(product.terms.title) : text('unnamed')),
          },
          { id: 'lender', header: text('lender'), cell: ({ lender }) => say(lender.name) },
          {
            id: 'amount',
            header: loans('application.amount'),
            cell: ({ stored, product }) => money(stored.application.amount, product?.terms.currency ?? 'CNY'),
            align: 'end',
          },
          {
            id: 'status',
            header: loans('application.status'),
            cell: ({ stored }) => <StatusBadge status={stored.status} />,
          },
          {
            id: 'at',
            header: text('at'),
            cell: ({ stored }) => dateTime(stored.receivedAtMs),
            sortBy: ({ stored }) => stored.receivedAtMs,
          },
        ]}
      />
      {silent.map(({ party, name }) => (
        <p key={party} role="status" className="mb-2">
          {text('silent', { name: say(name) })}
        </p>
      ))}
    </>
  );
}
