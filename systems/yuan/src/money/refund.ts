import { accountFlags, type Transfer } from '@finharbor/ledger';
import { carryOut, type TillContext } from './carry-out.ts';
import { type Link, type Movement, moneyLink, spendLink } from './chain.ts';
import { allowancePool, type MovementId, numberOf, refundableOf, transferOf } from './ids.ts';
import { accountCodes, ledgers, transferCodes } from './numbers.ts';
import type { Outcome } from './outcome.ts';
import { moneyPart } from './pay.ts';

/** Money back of a payment, all or a part of it. */
export type Refund = Movement & { readonly payment: MovementId };

/** A payment that was made. */
export type Paid = {
  /** The account of the wallet it came from, or of the purse where it all came from one, and that of the wallet it went to. */
  readonly debit: bigint;
  readonly credit: bigint;
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
  readonly atNs: bigint;
};

/** From how many sources a payment can come. */
export const mostSources = 9;

/**
 * Gives money of a payment back, in all never more than was paid, and each source its own: first what the wallet paid itself, then what
 * came from purses, back into them.
 */
export async function refund(ctx: TillContext, { payment, ...movement }: Refund): Promise<Outcome> {
  const paid = await moneyOf(ctx, payment);
  if (paid[0]?.code !== transferCodes.pay) return { kind: 'refused', reason: 'no_such_movement' };
  const before = await moneyOf(ctx, movement.id);
  if (before.length > 0) return repeated({ paid, before }, movement);
  const sources = await Promise.all(paid.map((source, at) => refundable(ctx, { payment, source, at })));
  const shares = sharesOf(sources, movement.amountMinor);
  if (!shares) return { kind: 'refused', reason: 'over_refunded' };
  return carryOut(
    ctx,
    shares.flatMap((share, at) => linksOf(movement, share, at)),
  );
}

/** A payment that was made, and what of it has gone back. */
export async function paymentOf(ctx: TillContext, payment: MovementId): Promise<Paid | undefined> {
  const paid = await moneyOf(ctx, payment);
  const [first] = paid;
  if (first?.code !== transferCodes.pay) return undefined;
  const refundables = await ctx.ledger.lookupAccounts(paid.map((_, at) => refundableOf(payment, at)));
  return {
    debit: first.debitAccountId,
    credit: first.creditAccountId,
    amountMinor: paid.reduce((sum, { amount }) => sum + amount, 0n),
    refundedMinor: refundables.reduce((sum, { debitsPosted }) => sum + debitsPosted, 0n),
    atNs: first.timestamp,
  };
}

/** The money of a movement by its sources, in their order. */
async function moneyOf({ ledger }: TillContext, movement: MovementId): Promise<readonly Transfer[]> {
  const ids = Array.from({ length: mostSources }, (_, at) => transferOf(movement, moneyPart(at)));
  const found = new Map((await ledger.lookupTransfers(ids)).map((one) => [one.id, one]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** What comes again is the same where it gives as much of the same payment back. */
function repeated(
  { paid, before }: { readonly paid: readonly Transfer[]; readonly before: readonly Transfer[] },
  { amountMinor }: Movement,
): Outcome {
  const isOfPayment = before.every(
    (back) =>
      back.code === transferCodes.refund &&
      paid.some(
        (one) => one.debitAccountId === back.creditAccountId && one.creditAccountId === back.debitAccountId,
      ),
  );
  const sum = before.reduce((all, { amount }) => all + amount, 0n);
  return isOfPayment && sum === amountMinor
    ? { kind: 'done', isRepeated: true, atNs: before[0]!.timestamp }
    : { kind: 'refused', reason: 'other_movement' };
}

type Source = { readonly source: Transfer; readonly account: bigint; readonly leftMinor: bigint };
type Share = Source & { readonly amountMinor: bigint };

/** How much each source gets back; undefined where there is not that much left. */
function sharesOf(sources: readonly Source[], amountMinor: bigint): readonly Share[] | undefined {
  let missing = amountMinor;
  const shares = sources.flatMap((one) => {
    const share = one.leftMinor >= missing ? missing : one.leftMinor;
    missing -= share;
    return share > 0n ? [{ ...one, amountMinor: share }] : [];
  });
  return missing === 0n ? shares : undefined;
}

function linksOf({ id }: Movement, { source, account, amountMinor }: Share, at: number): readonly Link[] {
  const money = moneyLink(
    { id, amountMinor },
    {
      part: moneyPart(at),
      debit: source.creditAccountId,
      credit: source.debitAccountId,
      code: transferCodes.refund,
      refusedAs: 'insufficient_funds',
    },
  );
  return [money, spendLink({ id, amountMinor }, { account, refusedAs: 'over_refunded' })];
}

type Refundable = { readonly payment: MovementId; readonly source: Transfer; readonly at: number };

/** What of a source's money may still go back: an account of its own, opened at the first refund. */
async function refundable({ ledger }: TillContext, { payment, source, at }: Refundable): Promise<Source> {
  const account = refundableOf(payment, at);
  const flags = accountFlags.debitsMustNotExceedCredits;
  await ledger.createAccounts([
    { id: account, ledger: ledgers.allowance, code: accountCodes.refundable, flags },
  ]);
  const [granted] = await ledger.createTransfers([
    {
      id: numberOf('refundable', `${account}`),
      debitAccountId: allowancePool,
      creditAccountId: account,
      amount: source.amount,
      ledger: ledgers.allowance,
      code: transferCodes.grant,
    },
  ]);
  if (granted!.status !== 'created' && granted!.status !== 'exists')
    throw new Error(`The ledger refuses what may be refunded: ${granted!.status}.`);
  const [stands] = await ledger.lookupAccounts([account]);
  return { source, account, leftMinor: stands!.creditsPosted - stands!.debitsPosted };
}
