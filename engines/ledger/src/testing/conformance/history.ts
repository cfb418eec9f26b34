import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Ledger } from '../../ledger.ts';
import { accountFilterFlags, mostEvents, queryFilterFlags } from '../../model/query.ts';
import { type HistoryBatch, histories, historyAccounts } from '../histories.ts';
import { Book } from './book.ts';
import { type Lot, neverExpiring } from './lot.ts';
import { nowNsOf, type Opened } from './opened.ts';
import { balancesOf, found, transfersOf } from './plain-filter.ts';

/** A filter before it is known which moments there are: `since` and `until` are places among them, or beyond. */
type DrawnFilter = {
  readonly userData128: bigint;
  readonly userData64: bigint;
  readonly userData32: number;
  readonly code: number;
  readonly ledger: number;
  readonly account: number;
  readonly sides: number;
  readonly since: number | undefined;
  readonly until: number | undefined;
  readonly limit: number;
  readonly isReversed: boolean;
};

const rarely = <Value>(empty: Value, ...values: Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(empty) }, fc.constantFrom(...values));
const place = fc.option(fc.nat(30), { nil: undefined });
const drawnFilter: fc.Arbitrary<DrawnFilter> = fc.record({
  userData128: rarely(0n, 7n, 8n),
  userData64: rarely(0n, 1n, 2n ** 64n - 1n),
  userData32: rarely(0, 1, 2),
  code: rarely(0, 1, 2, 3),
  ledger: rarely(0, 1, 2, 3),
  account: fc.nat(historyAccounts.length),
  sides: fc.constantFrom(
    accountFilterFlags.debits,
    accountFilterFlags.credits,
    accountFilterFlags.debits | accountFilterFlags.credits,
  ),
  since: place,
  until: place,
  limit: fc.constantFrom(1, 3, 10, mostEvents),
  isReversed: fc.boolean(),
});

/** A history, and what is asked of the ledger when it is over. */
export type QuestionedHistory = {
  readonly startNs: bigint;
  readonly batches: readonly HistoryBatch[];
  readonly filters: readonly DrawnFilter[];
};

/** Histories with questions. */
export const questionedHistories: fc.Arbitrary<QuestionedHistory> = fc
  .tuple(histories, fc.array(drawnFilter, { minLength: 4, maxLength: 8 }))
  .map(([history, filters]) => ({ ...history, filters }));

/** Sends a history to a ledger, and checks that all it tells is what a book of it says. */
export async function runHistory(history: QuestionedHistory, opened: Opened, lot: Lot): Promise<void> {
  const { ledger, clock } = opened;
  const book = new Book();
  await book.open(ledger, lot.accounts(), nowNsOf(opened));
  for (const { passedMs, events } of history.batches) {
    clock?.advance(passedMs);
    const sent = (clock ? events : events.map(neverExpiring)).map((event) => lot.transfer(event));
    await book.send(ledger, sent, nowNsOf(opened));
  }
  await checkLookups(ledger, book, lot.id(99n));
  for (const filter of history.filters) await checkFilter(filter, { ledger, book, lot, isEmpty: !!clock });
}

async function checkLookups(ledger: Ledger, book: Book, missing: bigint): Promise<void> {
  // As they are asked for, however often; those there are not are left out.
  const mixed = <Kept>(kept: readonly Kept[]): readonly Kept[] => [...kept.toReversed(), ...kept.slice(0, 1)];
  const [accounts, transfers] = [mixed(book.accounts()), mixed(book.transfers())];
  const idsOf = (kept: readonly { readonly id: bigint }[]) => [missing, ...kept.map(({ id }) => id)];
  assert.deepEqual(await ledger.lookupAccounts(idsOf(accounts)), accounts);
  assert.deepEqual(await ledger.lookupTransfers(idsOf(transfers)), transfers);
}

type Questioned = {
  readonly ledger: Ledger;
  readonly book: Book;
  readonly lot: Lot;
  readonly isEmpty: boolean;
};

async function checkFilter(drawn: DrawnFilter, { ledger, book, lot, isEmpty }: Questioned): Promise<void> {
  const { account, sides, isReversed, ledger: number, since, until, ...common } = drawn;
  const accounts = book.accounts();
  const moments = [...accounts, ...book.transfers()].map(({ timestamp }) => timestamp);
  // A server has a past, of which nothing is to be asked.
  const first = since ?? (isEmpty ? undefined : 0);
  const from = first === undefined ? 0n : (moments[first] ?? moments.at(-1)! + 1n);
  const to = until === undefined ? 0n : (moments[until] ?? moments.at(-1)! + 2n);
  const filter = { ...common, timestampMin: from, timestampMax: to !== 0n && to < from ? from : to };
  const direction = isReversed ? accountFilterFlags.reversed : 0;
  const accountId = accounts[account]?.id ?? lot.id(99n);
  const ofAccount = { ...filter, accountId, flags: sides | direction };
  const query = {
    ...filter,
    ledger: lot.ledger(number),
    flags: isReversed ? queryFilterFlags.reversed : 0,
  };
  assert.deepEqual(await ledger.getAccountTransfers(ofAccount), transfersOf(book, ofAccount));
  assert.deepEqual(await ledger.getAccountBalances(ofAccount), balancesOf(book, ofAccount));
  assert.deepEqual(await ledger.queryAccounts(query), found(accounts, query));
  assert.deepEqual(await ledger.queryTransfers(query), found(book.transfers(), query));
}
