import { allowancesOf } from './allowances.ts';
import { carryOut, findMade, type TillContext } from './carry-out.ts';
import { gaugeLinks, type Movement, moneyLink, spendLink, type WalletTerms } from './chain.ts';
import { walletAccount } from './ids.ts';
import { transferCodes } from './numbers.ts';
import type { Outcome } from './outcome.ts';

/** A payment; `payers` are the wallet that pays and, where it is a sub-wallet, those it belongs to: their limits are used up too. */
export type Payment = Movement & {
  readonly payers: readonly [WalletTerms, ...WalletTerms[]];
  readonly payee: WalletTerms;
};

/** Pays from wallet to wallet under the limits of both. */
export async function pay(ctx: TillContext, payment: Payment): Promise<Outcome> {
  const { payers, payee, id, amountMinor } = payment;
  const [payer] = payers;
  const money = moneyLink(payment, {
    debit: walletAccount(payer.wallet),
    credit: walletAccount(payee.wallet),
    ...{ code: transferCodes.pay, refusedAs: 'insufficient_funds' },
  });
  const reason = refusedAtOnce(payment);
  // What is asked again was perhaps made when the limits were others.
  if (reason) return (await findMade(ctx, [money])) ?? { kind: 'refused', reason };
  const allowances = payers.flatMap((terms) => allowancesOf(terms, ctx.clock.nowMs()));
  await ctx.grant(allowances);
  return carryOut(ctx, [
    money,
    ...allowances.map((allowance) => spendLink({ id, amountMinor }, allowance)),
    ...gaugeLinks({ id }, payee),
  ]);
}

function refusedAtOnce({ payers, payee, amountMinor }: Payment): 'same_wallet' | 'single_limit' | undefined {
  if (payers[0].wallet === payee.wallet) return 'same_wallet';
  const isTooLarge = payers.some(
    ({ limits: { singleMinor } }) => singleMinor !== null && amountMinor > singleMinor,
  );
  return isTooLarge ? 'single_limit' : undefined;
}
