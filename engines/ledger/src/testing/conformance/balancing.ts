import assert from 'node:assert/strict';
import { amountMax, transferFlags as F, type NewTransfer } from '../../model/transfer.ts';
import type { Lot } from './lot.ts';
import type { Opened } from './opened.ts';
import { openTwo, pay } from './requests.ts';

/**
 * A balancing transfer moves no more than its account has after what is held back, and tells how much that was; asked for again, it is
 * the same one as long as that much is allowed.
 */
export async function checkBalancing(opened: Opened, lot: Lot): Promise<void> {
  const { ledger } = opened;
  await openTwo(opened, lot);
  const back = { debitAccountId: 2n, creditAccountId: 1n };
  const send = async (...events: readonly NewTransfer[]) =>
    (await ledger.createTransfers(events)).map(({ status }) => status);
  // Account 1 owes 100 and may get back 10 of them, which are held back on both accounts.
  await send(pay(lot, 1n, { amount: 100n }), pay(lot, 2n, { ...back, amount: 10n, flags: F.pending }));
  const events = [
    pay(lot, 3n, { ...back, amount: 30n, flags: F.balancingDebit }),
    pay(lot, 4n, { ...back, amount: 20n, flags: F.balancingCredit | F.pending }),
    pay(lot, 5n, { ...back, amount: amountMax, flags: F.balancingCredit }),
    pay(lot, 6n, { ...back, amount: 7n, flags: F.balancingDebit | F.balancingCredit }),
    pay(lot, 7n, { amount: amountMax, flags: F.balancingDebit }),
  ];
  assert.deepEqual(new Set(await send(...events)), new Set(['created']));
  const made = await ledger.lookupTransfers(events.map(({ id }) => id));
  assert.deepEqual(
    made.map(({ amount }) => amount),
    [30n, 20n, 40n, 0n, 0n],
  );
  const again = (amount: bigint) => ({ ...events[2]!, amount });
  assert.deepEqual(await send(again(40n), again(amountMax), again(39n)), [
    ...['exists', 'exists', 'existsWithDifferentAmount'],
  ]);
}
