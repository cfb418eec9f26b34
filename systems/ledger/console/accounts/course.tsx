import type { AccountEntry, LedgerAccount, Sums } from '@finharbor/bookkeeping/contract';
import { EmptyState, LinkButton, Query, useText } from '@finharbor/ui';
import { StepChart, type StepLine } from '@finharbor/ui/charts';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useMemo } from 'react';
import { books } from '../api.ts';
import { useBook } from '../book.tsx';
import { amountText, heightOf, msOf } from '../numbers.ts';
import { isCreditSide } from './explained.tsx';

const mostSteps = 200;

/** The balance over time: each entry is a step, and what is set aside lies beside it. */
export function Course({ account }: { readonly account: LedgerAccount }): ReactElement {
  const { id, debitsPosted, creditsPosted, debitsPending, creditsPending } = account;
  // The picture is read anew when the sums it ends with are others.
  const stands = [debitsPosted, creditsPosted, debitsPending, creditsPending].join();
  const latest = useQuery({
    queryKey: ['ledger', 'course', String(id), stands],
    queryFn: async ({ signal }) =>
      (await books.listEntries({ params: { id }, query: { limit: mostSteps }, signal })).body,
    placeholderData: (before) => before,
  });
  return (
    <Query query={latest} shape="text">
      {({ items, next }) =>
        items.length === 0 ? (
          <Nothing id={id} />
        ) : (
          <Picture account={account} entries={items.toReversed()} isAll={next === null} />
        )
      }
    </Query>
  );
}

function Nothing({ id }: { readonly id: bigint }): ReactElement {
  const text = useText('ledger');
  const isWriter = useWho()?.roles.includes('operator') ?? false;
  return (
    <EmptyState
      title={text('entries.none')}
      body={text('entries.noneHelp')}
      action={
        isWriter && (
          <LinkButton href={`/app/ledger/transfers/new?debit=${id}`}>{text('make.title')}</LinkButton>
        )
      }
    />
  );
}

type PictureProps = {
  readonly account: LedgerAccount;
  /** The earliest first. */
  readonly entries: readonly AccountEntry[];
  readonly isAll: boolean;
};

function Picture({ account, entries, isAll }: PictureProps): ReactElement {
  const text = useText('ledger');
  const { decimalsOf, unit } = useBook();
  const decimals = decimalsOf(account.ledger);
  const isCredit = isCreditSide(account);
  const lines = useMemo(
    () =>
      (['posted', 'pending'] as const).map(
        (what): StepLine => ({
          name: text(`course.${what}`),
          steps: entries.flatMap(({ timestamp, after }) => {
            if (!after) return [];
            const value = netOf(after, { what, isCredit });
            return [
              { atMs: msOf(timestamp), value: heightOf(value, decimals), shown: amountText(value, decimals) },
            ];
          }),
        }),
      ),
    [entries, decimals, isCredit, text],
  );
  return (
    <StepChart
      caption={text(isAll ? 'course.all' : 'course.latest', { n: entries.length })}
      summary={text('course.summary', {
        n: entries.length,
        first: lines[0]!.steps[0]?.shown ?? '',
        last: lines[0]!.steps.at(-1)?.shown ?? '',
        unit: unit(account.ledger),
      })}
      timeLabel={text('course.time')}
      valueLabel={text('course.unit', { unit: unit(account.ledger) })}
      lines={lines}
    />
  );
}

type Told = { readonly what: 'posted' | 'pending'; readonly isCredit: boolean };

/** What is posted or set aside on the side the account is told from, less the other side's. */
function netOf(sums: Sums, { what, isCredit }: Told): bigint {
  const net =
    what === 'posted' ? sums.creditsPosted - sums.debitsPosted : sums.creditsPending - sums.debitsPending;
  return isCredit ? net : -net;
}
