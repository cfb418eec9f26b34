import assert from 'node:assert/strict';
import { allowancesOf } from './allowances.ts';
import { carryOut, findMade, type TillContext } from './carry-out.ts';
import {
  gaugeLinks,
  type Link,
  type Movement,
  moneyLink,
  moneyPart,
  mostSources,
  onceLink,
  payerLink,
  spendLink,
  type WalletTerms,
} from './chain.ts';
import { type PurseId, purseAccount, walletAccount } from './ids.ts';
import { transferCodes } from './numbers.ts';
import type { Outcome } from './outcome.ts';

/** Where money goes: into a wallet, as far as it may hold more, or under a purpose. */
export type Payee = WalletTerms | { readonly purse: PurseId };

/** A payment; `payers` are the wallet that pays and, where it is a sub-wallet, those it belongs to: their limits are used up too. */
export type Payment = Movement & {
  readonly payers: readonly [WalletTerms, ...WalletTerms[]];
  readonly payee: Payee;
  /** How much of the amount comes from purses, at most eight, each of which its purpose allows this payee: no limit of the wallet is used up by it. */
  readonly purses?: readonly { readonly purse: PurseId; readonly amountMinor: bigint }[];
  /** What comes about once each, by whichever payment: an order, today's coffee. */
  readonly once?: readonly string[];
};

/** Pays from wallet to wallet, or under a purpose, under the limits of both. */
export async function pay(ctx: TillContext, payment: Payment): Promise<Outcome> {
  const { payers, payee, id, once = [] } = payment;
  const amountMinor = ownMoney(payment);
  assert(amountMinor >= 0n, 'Purses give no more than the whole.');
  const money = moneyLinks(payment);
  const reason = refusedAtOnce(payment);
  // What is asked again was perhaps made when the limits were others.
  if (reason) return (await findMade(ctx, money)) ?? { kind: 'refused', reason };
  const allowances =
    amountMinor === 0n ? [] : payers.flatMap((terms) => allowancesOf(terms, ctx.clock.nowMs()));
  await ctx.grant(allowances);
  return carryOut(ctx, [
    ...money,
    ...payerLinks(payment),
    ...once.map((what) => onceLink({ id }, what)),
    ...allowances.map((allowance) => spendLink({ id, amountMinor }, allowance)),
    ...('purse' in payee ? [] : gaugeLinks({ id }, payee)),
  ]);
}

/** What the wallet itself pays. */
function ownMoney({ amountMinor, purses = [] }: Payment): bigint {
  return purses.reduce((rest, purse) => rest - purse.amountMinor, amountMinor);
}

function moneyLinks(payment: Payment): readonly Link[] {
  const { id, payers, payee, purses = [] } = payment;
  const credit = 'purse' in payee ? purseAccount(payee.purse) : walletAccount(payee.wallet);
  const code = 'purse' in payee ? transferCodes.purpose : transferCodes.pay;
  const own = ownMoney(payment);
  assert(purses.length < mostSources, 'A payment has no more sources than a refund looks for.');
  const sources = [
    ...(own === 0n
      ? []
      : [
          {
            debit: walletAccount(payers[0].wallet),
            amountMinor: own,
            refusedAs: 'insufficient_funds' as const,
          },
        ]),
    ...purses.map(({ purse, amountMinor }) => ({
      debit: purseAccount(purse),
      amountMinor,
      refusedAs: 'purse_spent' as const,
    })),
  ];
  return sources.map(({ debit, amountMinor, refusedAs }, at) =>
    moneyLink({ id, amountMinor }, { part: moneyPart(at), debit, credit, code, refusedAs }),
  );
}

/** Of money from purses the wallet's own account would not tell that it paid. */
function payerLinks(payment: Payment): readonly Link[] {
  const { id, amountMinor, payers, payee, purses = [] } = payment;
  if (purses.length === 0 || 'purse' in payee) return [];
  const fromPurses = amountMinor - ownMoney(payment);
  const sides = { payer: walletAccount(payers[0].wallet), payee: walletAccount(payee.wallet) };
  return [payerLink({ id, amountMinor: fromPurses }, { ...sides, kind: 'paid' })];
}

function refusedAtOnce(payment: Payment): 'same_wallet' | 'single_limit' | undefined {
  const { payers, payee, purses = [] } = payment;
  const isItself =
    'purse' in payee ? purses.some(({ purse }) => purse === payee.purse) : payers[0].wallet === payee.wallet;
  if (isItself) return 'same_wallet';
  const own = ownMoney(payment);
  const isTooLarge = payers.some(({ limits: { singleMinor } }) => singleMinor !== null && own > singleMinor);
  return isTooLarge ? 'single_limit' : undefined;
}
