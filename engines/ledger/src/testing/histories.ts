import fc from 'fast-check';
import { accountFlags, type NewAccount } from '../model/account.ts';
import { amountMax, transferFlags as F, type NewTransfer } from '../model/transfer.ts';

/** Today, and a day on which the longest timeout no longer fits. */
const starts = [1_795_000_000_000_000_000n, 2n ** 63n - 2n * 10n ** 18n];
/** Accounts that the transfers of a history are between. */
export const historyAccounts: readonly NewAccount[] = [
  { id: 1n, ledger: 1, code: 1, flags: 0 },
  { id: 2n, ledger: 1, code: 1, flags: accountFlags.debitsMustNotExceedCredits },
  { id: 3n, ledger: 1, code: 1, flags: accountFlags.creditsMustNotExceedDebits },
  { id: 2n ** 127n, ledger: 1, code: 1, flags: 0 },
  { id: 5n, ledger: 2, code: 1, flags: 0 },
];
const accountId = fc.constantFrom(1n, 2n, 3n, 2n ** 127n, 5n, 0n, 9n, 2n ** 128n - 1n);
const usualAccount = fc.constantFrom(1n, 2n, 3n, 2n ** 127n);
const reserved = fc.constantFrom(0n, 2n ** 128n - 1n);
const moveId = fc.oneof({ weight: 30, arbitrary: fc.bigInt(1n, 20n) }, reserved);
const settleId = fc.oneof({ weight: 30, arbitrary: fc.bigInt(15n, 40n) }, reserved);
/** Amounts of which few make more than there can be. */
const largeAmount = fc.constantFrom(2n ** 127n, 2n ** 127n - 1n, 2n ** 126n, 2n ** 126n + 2n ** 125n, 1n);
const amount = fc.oneof(
  { weight: 6, arbitrary: fc.bigInt(0n, 200n) },
  fc.constantFrom(
    0n,
    amountMax,
    2n ** 64n,
    2n ** 127n,
    2n ** 127n - 1n,
    2n ** 126n,
    2n ** 32n - 1n,
    2n ** 96n + 7n,
  ),
);
const small = fc.constantFrom(0, 0, 1, 2);

const move = (amount: fc.Arbitrary<bigint>): fc.Arbitrary<NewTransfer> =>
  fc.record({
    id: moveId,
    debitAccountId: fc.oneof({ weight: 9, arbitrary: usualAccount }, accountId),
    creditAccountId: fc.oneof({ weight: 9, arbitrary: usualAccount }, accountId),
    amount,
    ledger: fc.constantFrom(1, 1, 1, 1, 1, 1, 2, 0),
    code: fc.constantFrom(1, 1, 1, 1, 2, 0),
    userData128: fc.constantFrom(0n, 7n),
    userData64: fc.constantFrom(0n, 2n ** 64n - 1n),
    userData32: small,
    timeout: fc.constantFrom(0, 0, 1, 3, 2 ** 32 - 1),
    pendingId: fc.oneof({ weight: 30, arbitrary: fc.constant(0n) }, fc.constant(1n)),
    flags: fc
      .tuple(
        fc.constantFrom(0, 0, 0, F.linked),
        fc.constantFrom(0, F.pending, F.pending),
        fc.constantFrom(0, 0, 0, F.balancingDebit, F.balancingCredit, F.balancingDebit | F.balancingCredit),
        fc.constantFrom(0, 0, 0, 0, 0, 0, F.closingDebit, F.closingCredit, F.imported),
      )
      .map((parts) => parts.reduce((all, one) => all | one, 0)),
  });
const settle: fc.Arbitrary<NewTransfer> = fc.record({
  id: settleId,
  debitAccountId: fc.oneof({ weight: 6, arbitrary: fc.constant(0n) }, accountId),
  creditAccountId: fc.oneof({ weight: 6, arbitrary: fc.constant(0n) }, accountId),
  amount: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(amountMax, 0n) }, amount),
  ledger: fc.constantFrom(0, 0, 0, 1, 2),
  code: fc.constantFrom(0, 0, 0, 1, 2),
  userData128: fc.constantFrom(0n, 7n, 8n),
  userData64: fc.constantFrom(0n, 1n),
  userData32: small,
  timeout: fc.oneof({ weight: 20, arbitrary: fc.constant(0) }, fc.constant(1)),
  pendingId: fc.oneof({ weight: 30, arbitrary: fc.bigInt(1n, 20n) }, settleId),
  flags: fc
    .tuple(
      fc.constantFrom(0, 0, 0, F.linked),
      fc.constantFrom(
        F.postPendingTransfer,
        F.voidPendingTransfer,
        F.voidPendingTransfer,
        F.postPendingTransfer | F.voidPendingTransfer,
      ),
      fc.oneof(
        { weight: 20, arbitrary: fc.constant(0) },
        fc.constantFrom(F.pending, F.closingDebit, F.balancingCredit),
      ),
    )
    .map((parts) => parts.reduce((all, one) => all | one, 0)),
});
type Repeat = { readonly back: number; readonly change: Partial<NewTransfer> };
type DrawnBatch = Omit<HistoryBatch, 'events'> & { readonly events: readonly (NewTransfer | Repeat)[] };

/** An earlier event once more, perhaps with one thing changed. */
const repeat = fc.record({
  back: fc.nat(20),
  change: fc.constantFrom<Partial<NewTransfer>>(
    ...[{}, {}, {}, { amount: 1n }, { amount: amountMax }, { userData128: 8n }, { userData64: 8n }],
    ...[{ userData32: 8 }, { ledger: 3 }, { code: 3 }, { timeout: 9 }, { pendingId: 19n }],
    ...[{ debitAccountId: 4n }, { creditAccountId: 4n }, { flags: F.pending }],
  ),
});

/** A batch of a history: what a caller sends, and what happens around it. */
export type HistoryBatch = {
  /** How the clock moves before the batch; it may step back. */
  readonly passedMs: number;
  readonly events: readonly NewTransfer[];
  /** How many of the last steps are taken back, the last one first, and done again. */
  readonly again: number;
  /** Whether all steps up to here stand for good afterwards. */
  readonly confirmed: boolean;
};

const batch = (amount: fc.Arbitrary<bigint>): fc.Arbitrary<DrawnBatch> =>
  fc.record({
    passedMs: fc.constantFrom(0, 0, 1, 400, 1500, 4000, -2000),
    events: fc.array(
      fc.oneof({ weight: 2, arbitrary: move(amount) }, { weight: 2, arbitrary: settle }, repeat),
      {
        minLength: 1,
        maxLength: 12,
      },
    ),
    again: fc.constantFrom(0, 0, 1, 2, 3),
    confirmed: fc.boolean(),
  });

const batchesOf = (amounts: fc.Arbitrary<bigint>) =>
  fc.array(batch(amounts), { minLength: 1, maxLength: 14 });

/** Histories of transfers between a few accounts under a few ids, so that everything a ledger must refuse comes up. */
export const histories: fc.Arbitrary<{
  readonly startNs: bigint;
  readonly batches: readonly HistoryBatch[];
}> = fc.record({
  startNs: fc.constantFrom(...starts),
  batches: fc.oneof(batchesOf(amount), batchesOf(amount), batchesOf(largeAmount)).map((drawn) => {
    const past: NewTransfer[] = [];
    return drawn.map(({ events, ...rest }) => ({
      ...rest,
      events: events.map((event) => {
        const earlier = 'back' in event ? past.at(-1 - event.back) : undefined;
        const sent = 'back' in event ? { ...(earlier ?? { id: 1n, amount: 1n }), ...event.change } : event;
        past.push(sent);
        return sent;
      }),
    }));
  }),
});
