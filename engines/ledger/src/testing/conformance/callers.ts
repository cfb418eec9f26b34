import assert from 'node:assert/strict';
import { accountFlags } from '../../model/account.ts';
import type { NewTransfer } from '../../model/transfer.ts';
import { Book } from './book.ts';
import type { Lot } from './lot.ts';
import { nowNsOf, type Opened } from './opened.ts';

const callers = 60;
const ids = 45;
const funds = 100n;

/**
 * Many callers at once, some with the same id, out of one account that has not enough for all: what they are told is what each would have
 * been told alone, one after the other in the order of the timestamps.
 */
export async function checkCallers(opened: Opened, lot: Lot): Promise<void> {
  const { ledger } = opened;
  const nowNs = nowNsOf(opened);
  const book = new Book();
  const flags = [0, accountFlags.debitsMustNotExceedCredits, 0];
  const accounts = flags.map((each, k) =>
    lot.account({ id: BigInt(1 + k), ledger: 1, code: 1, flags: each }),
  );
  const common = { ledger: 1, code: 1 };
  const fund = { id: 900n, debitAccountId: 1n, creditAccountId: 2n, amount: funds, ...common };
  await book.open(ledger, accounts, nowNs);
  await book.send(ledger, [lot.transfer(fund)], nowNs);
  const events = Array.from({ length: callers }, (_, k): NewTransfer => {
    const id = BigInt(1 + (k % ids));
    return lot.transfer({ id, debitAccountId: 2n, creditAccountId: 3n, amount: 1n + (id % 5n), ...common });
  });
  const answers = await Promise.all(
    events.map(async (event) => ({ event, told: (await ledger.createTransfers([event]))[0]! })),
  );
  const inTurn = answers.toSorted((a, b) => Number(a.told.timestamp - b.told.timestamp));
  const isRepeated = ({ told }: (typeof answers)[number]): boolean => told.status === 'exists';
  for (const { event, told } of inTurn.filter((one) => !isRepeated(one))) book.check([event], [told], nowNs);
  for (const { event, told } of inTurn.filter(isRepeated)) book.check([event], [told], nowNs);
  assert.deepEqual(await ledger.lookupAccounts(accounts.map(({ id }) => id)), book.accounts());
}
