import { allowancesOf } from './allowances.ts';
import { carryOut, findMade, type TillContext } from './carry-out.ts';
import {
  gaugeLinks,
  type Link,
  type Movement,
  moneyLink,
  onceLink,
  spendLink,
  type WalletTerms,
} from './chain.ts';
import { derivedId, walletAccount } from './ids.ts';
import { transferCodes } from './numbers.ts';
import type { Outcome } from './outcome.ts';

/** What one tier passes on to the next. */
export type Leg = {
  readonly from: WalletTerms;
  readonly to: WalletTerms;
  readonly amountMinor: bigint;
};

/** One payment that settles all tiers of a supply chain; its number is the movement's. */
export type PayThrough = Pick<Movement, 'id'> & {
  /** The wallet that pays and those it belongs to, whose limits are used up by what it pays itself. */
  readonly payers: readonly [WalletTerms, ...WalletTerms[]];
  /** Each after the one that brings its payer the money; the first legs are the payer's own. */
  readonly legs: readonly [Leg, ...Leg[]];
  readonly once?: readonly string[];
};

/** The most legs of one payment, so that its chain stays far below what the ledger takes at once. */
export const mostLegs = 64;

/**
 * Pays through all tiers of a supply chain at once: each leg moves in full and is seen by its two sides, each supplier keeps its margin,
 * and all of it comes about or none.
 */
export async function payThrough(ctx: TillContext, payment: PayThrough): Promise<Outcome> {
  const { id, payers, legs, once = [] } = payment;
  if (legs.length > mostLegs) throw new Error(`A payment goes through ${mostLegs} legs at most.`);
  const money = legs.map((leg, at) => legLink(id, leg, at));
  const own = legs.filter(({ from }) => from.wallet === payers[0].wallet);
  const ownMinor = own.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const isTooLarge = payers.some(
    ({ limits: { singleMinor } }) => singleMinor !== null && ownMinor > singleMinor,
  );
  const reason = legs.some(({ from, to }) => from.wallet === to.wallet)
    ? 'same_wallet'
    : isTooLarge
      ? 'single_limit'
      : undefined;
  if (reason) return (await findMade(ctx, money)) ?? { kind: 'refused', reason };
  const allowances = payers.flatMap((terms) => allowancesOf(terms, ctx.clock.nowMs()));
  await ctx.grant(allowances);
  return carryOut(ctx, [
    ...money,
    ...once.map((what) => onceLink({ id }, what)),
    ...allowances.map((allowance) => spendLink({ id, amountMinor: ownMinor }, allowance)),
    ...limited(legs).flatMap((terms) => gaugeLinks({ id: derivedId('gauge', id, terms.wallet) }, terms)),
  ]);
}

function legLink(id: Movement['id'], { from, to, amountMinor }: Leg, at: number): Link {
  return moneyLink(
    { id, amountMinor },
    {
      part: legPart(at),
      debit: walletAccount(from.wallet),
      credit: walletAccount(to.wallet),
      code: transferCodes.passOn,
      refusedAs: 'insufficient_funds',
    },
  );
}

/** The name of the money of a payment's nth leg. */
function legPart(at: number): string {
  return at === 0 ? 'money' : `leg ${at}`;
}

/** Whose balance the ledger must hold against a limit, each once: it is measured after all legs have moved. */
function limited(legs: readonly Leg[]): readonly WalletTerms[] {
  return [...new Map(legs.map(({ to }) => [to.wallet, to])).values()];
}
