import { accountFlags, type Transfer } from '@finharbor/ledger';
import { carryOut, type TillContext } from './carry-out.ts';
import {
  type Link,
  type Movement,
  moneyLink,
  moneyPart,
  mostSources,
  payerId,
  payerLink,
  spendId,
  spendLink,
} from './chain.ts';
import { allowancePool, type MovementId, numberOf, refundableOf, transferOf } from './ids.ts';
import { accountCodes, ledgers, transferCodes } from './numbers.ts';
import type { Outcome } from './outcome.ts';

/** Money back of a payment, all or a part of it. */
export type Refund = Movement & { readonly payment: MovementId };

/** A payment that was made. */
export type Paid = {
  /** The account of the wallet whose payment it is, also where all of it came from purses. */
  readonly payer: bigint;
  /** Where its money came from, source by source. */
  readonly sources: readonly bigint[];
  /** The account of the wallet it went to. */
  readonly credit: bigint;
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
  readonly atNs: bigint;
};

/**
 * Gives money of a payment back, in all never more than was paid, and each source its own: first what the wallet paid itself, then what
 * came from purses, back into them.
 */
export async function refund(ctx: TillContext, { payment, ...movement }: Refund): Promise<Outcome> {
  const paid = await moneyOf(ctx, payment);
  if (paid[0]?.code !== transferCodes.pay) return { kind: 'refused', reason: 'no_such_movement' };
  const again = { ...movement, payment, sources: paid.length };
  const before = await repeated(ctx, again);
  if (before) return before;
  const sources = await Promise.all(paid.map((source, at) => refundable(ctx, { payment, source, at })));
  const shares = sharesOf(sources, movement.amountMinor);
  if (!shares) return { kind: 'refused', reason: 'over_refunded' };
  const outcome = await carryOut(ctx, [
    ...shares.flatMap((share, at) => linksOf(movement, share, at)),
    ...(await payerLinks(ctx, { movement, payment, shares })),
  ]);
  const isThere = outcome.kind === 'refused' && outcome.reason === 'other_movement';
  // The same may have been asked at the same time, when there was more left of the first source.
  return (isThere ? await repeated(ctx, again) : undefined) ?? outcome;
}

/** A payment that was made, and what of it has gone back. */
export async function paymentOf(ctx: TillContext, payment: MovementId): Promise<Paid | undefined> {
  const paid = await moneyOf(ctx, payment);
  const [first] = paid;
  if (first?.code !== transferCodes.pay) return undefined;
  const refundables = await ctx.ledger.lookupAccounts(paid.map((_, at) => refundableOf(payment, at)));
  return {
    payer: (await payerOf(ctx, payment)) ?? first.debitAccountId,
    sources: paid.map(({ debitAccountId }) => debitAccountId),
    credit: first.creditAccountId,
    amountMinor: sumOf(paid),
    refundedMinor: refundables.reduce((sum, { debitsPosted }) => sum + debitsPosted, 0n),
    atNs: first.timestamp,
  };
}

/** The account of the wallet that paid, where any of it came from purses. */
async function payerOf({ ledger }: TillContext, payment: MovementId): Promise<bigint | undefined> {
  const [found] = await ledger.lookupTransfers([payerId(payment)]);
  return found?.debitAccountId;
}

/** The money of a movement by its sources, in their order. */
async function moneyOf({ ledger }: TillContext, movement: MovementId): Promise<readonly Transfer[]> {
  const ids = Array.from({ length: mostSources }, (_, at) => transferOf(movement, moneyPart(at)));
  const found = new Map((await ledger.lookupTransfers(ids)).map((one) => [one.id, one]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

type Again = Refund & { readonly sources: number };

/** What comes again is the same where it gives as much of the same payment back; undefined where nothing was given under its number. */
async function repeated(
  ctx: TillContext,
  { id, payment, sources, amountMinor }: Again,
): Promise<Outcome | undefined> {
  const before = await moneyOf(ctx, id);
  if (before.length === 0) return undefined;
  const taken = await ctx.ledger.lookupTransfers(
    Array.from({ length: sources }, (_, at) => spendId(id, refundableOf(payment, at))),
  );
  const isSame = taken.length === before.length && sumOf(taken) === amountMinor;
  return isSame
    ? { kind: 'done', isRepeated: true, atNs: before[0]!.timestamp }
    : { kind: 'refused', reason: 'other_movement' };
}

function sumOf(transfers: readonly Transfer[]): bigint {
  return transfers.reduce((sum, { amount }) => sum + amount, 0n);
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

type Back = {
  readonly movement: Movement;
  readonly payment: MovementId;
  readonly shares: readonly Share[];
};

/** What goes back into purses stands in the statement of whoever paid from them, unless that wallet is closed, which hinders no refund. */
async function payerLinks(ctx: TillContext, { movement, payment, shares }: Back): Promise<readonly Link[]> {
  const payer = await payerOf(ctx, payment);
  if (payer === undefined) return [];
  const [account] = await ctx.ledger.lookupAccounts([payer]);
  const intoPurses = shares.filter(({ source }) => source.debitAccountId !== payer);
  if (intoPurses.length === 0 || (account!.flags & accountFlags.closed) !== 0) return [];
  const amountMinor = intoPurses.reduce((sum, share) => sum + share.amountMinor, 0n);
  const payee = intoPurses[0]!.source.creditAccountId;
  return [payerLink({ id: movement.id, amountMinor }, { payer, payee, kind: 'refunded' })];
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
