import type { Clock } from '@finharbor/kernel';
import { openOperator, openPurses, openWallet } from './accounts.ts';
import { allowancesOf, grantsOn, type MoneyLedger, spentOf } from './allowances.ts';
import { carryOut } from './carry-out.ts';
import { gaugeLinks, type Movement, moneyLink, type WalletTerms } from './chain.ts';
import { type Closed, closeWallet } from './close.ts';
import { forestall } from './forestall.ts';
import {
  issueAccount,
  type MovementId,
  type OperatorId,
  type PurseId,
  purseAccount,
  vaultOf,
  type WalletId,
  walletAccount,
} from './ids.ts';
import { transferCodes } from './numbers.ts';
import type { Outcome } from './outcome.ts';
import { type Payment, pay } from './pay.ts';
import { type PayThrough, payThrough } from './pay-through.ts';
import { type Release, release, releaseEach } from './purse.ts';
import { askRedemption, type Exchange, endRedemption } from './redeem.ts';
import { type Paid, paymentOf, type Refund, refund } from './refund.ts';

/** What is in a wallet, in fen. */
export type Balance = {
  readonly availableMinor: bigint;
  /** Set aside, for a redemption that is under way. */
  readonly setAsideMinor: bigint;
};

/** What has been used up of a wallet's limits. */
export type Spent = { readonly dayMinor: bigint | null; readonly yearMinor: bigint | null };

/**
 * The money of the scheme: what moves, under the wallets' limits, on the ledger. Nothing is kept beside the ledger, so a movement stands
 * whole or not at all, whatever is killed. Every call may be repeated: the number of a movement decides.
 */
export type Till = {
  /** Opens the scheme's own accounts and an operator's vault. */
  readonly openOperator: (operator: OperatorId) => Promise<void>;
  readonly openWallet: (wallet: WalletId) => Promise<void>;
  /** Closes a wallet for good where nothing is in it or set aside; closed again it is closed. */
  readonly closeWallet: (wallet: WalletId, id: MovementId) => Promise<Closed>;
  /** Opens purses, at most 8,000 at once: money under a purpose, which whoever opens them watches over. */
  readonly openPurses: (purses: readonly PurseId[]) => Promise<void>;
  /** The central bank issues to an operator. */
  readonly issue: (issued: Movement & { readonly operator: OperatorId }) => Promise<Outcome>;
  /** An operator gives back what it does not need. */
  readonly withdraw: (withdrawn: Movement & { readonly operator: OperatorId }) => Promise<Outcome>;
  /** Money that has come in at the bank goes into the wallet. */
  readonly topUp: (asked: Exchange) => Promise<Outcome>;
  readonly pay: (payment: Payment) => Promise<Outcome>;
  /** One payment settles all tiers of a supply chain, or none of them. */
  readonly payThrough: (payment: PayThrough) => Promise<Outcome>;
  /** A payment that was made; undefined where there is none of this number. */
  readonly payment: (id: MovementId) => Promise<Paid | undefined>;
  /** Goes back to the wallet that paid, also where that lifts it above its limit: money back is never withheld. */
  readonly refund: (refund: Refund) => Promise<Outcome>;
  /** Money of purses goes where their purposes say, or back: all of the releases or none. */
  readonly release: (releases: readonly [Release, ...Release[]]) => Promise<Outcome>;
  /** The same with each release by itself, in one call of the ledger, at most 1,000. */
  readonly releaseEach: (releases: readonly Release[]) => Promise<readonly Outcome[]>;
  /** Sees to it that what may come about once never does, such as the payment of a bill that is cancelled: `done_before` where it has. */
  readonly forestall: (id: MovementId, what: string) => Promise<Outcome>;
  /** Sets money aside until the bank has sent it. */
  readonly askRedemption: (asked: Exchange) => Promise<Outcome>;
  /** The bank has sent it, or has not and it is the wallet's again. */
  readonly endRedemption: (id: MovementId, how: 'sent' | 'rejected') => Promise<Outcome>;
  /** Undefined where there is no such wallet. */
  readonly balance: (wallet: WalletId) => Promise<Balance | undefined>;
  /** What a wallet has paid today and this year, in fen; null where nothing limits it and nobody counts. */
  readonly spent: (wallet: WalletTerms) => Promise<Spent>;
  /** What is in purses, by number, in fen; those there are not are left out. */
  readonly purses: (purses: readonly PurseId[]) => Promise<ReadonlyMap<PurseId, bigint>>;
  /** What has come into a purse and gone out of it in all, in fen. */
  readonly flow: (purse: PurseId) => Promise<Flow>;
};

/** What has come in and gone out, in fen. */
export type Flow = { readonly inMinor: bigint; readonly outMinor: bigint };

/** Opens the till on a ledger. Amounts are fen; one that is not positive is a broken invariant. */
export function openTill(ledger: MoneyLedger, clock: Clock): Till {
  const ctx = { ledger, clock, grant: grantsOn(ledger) };
  return {
    openOperator: (operator) => openOperator(ledger, operator),
    openWallet: (wallet) => openWallet(ledger, wallet),
    closeWallet: (wallet, id) => closeWallet(ctx, wallet, id),
    openPurses: (purses) => openPurses(ledger, purses),
    issue: ({ operator, ...movement }) => {
      const way = { debit: issueAccount, credit: vaultOf(operator), code: transferCodes.issue };
      return carryOut(ctx, [moneyLink(movement, { ...way, refusedAs: 'impossible' })]);
    },
    withdraw: ({ operator, ...movement }) => {
      const way = { debit: vaultOf(operator), credit: issueAccount, code: transferCodes.withdraw };
      return carryOut(ctx, [moneyLink(movement, { ...way, refusedAs: 'insufficient_funds' })]);
    },
    topUp: ({ operator, wallet, ...movement }) => {
      const [debit, credit] = [vaultOf(operator), walletAccount(wallet.wallet)];
      const way = { debit, credit, code: transferCodes.topUp };
      const money = moneyLink(movement, { ...way, refusedAs: 'insufficient_funds' });
      return carryOut(ctx, [money, ...gaugeLinks(movement, wallet)]);
    },
    pay: (payment) => pay(ctx, payment),
    payThrough: (payment) => payThrough(ctx, payment),
    payment: (id) => paymentOf(ctx, id),
    refund: (asked) => refund(ctx, asked),
    release: (releases) => release(ctx, releases),
    releaseEach: (releases) => releaseEach(ctx, releases),
    forestall: (id, what) => forestall(ctx, id, what),
    askRedemption: (asked) => askRedemption(ctx, asked),
    endRedemption: (id, how) => endRedemption(ctx, id, how),
    async balance(wallet) {
      const [found] = await ledger.lookupAccounts([walletAccount(wallet)]);
      if (!found) return undefined;
      const setAsideMinor = found.debitsPending;
      return { availableMinor: found.creditsPosted - found.debitsPosted - setAsideMinor, setAsideMinor };
    },
    async spent(wallet) {
      const allowances = allowancesOf(wallet, clock.nowMs());
      const of = async (limit: 'day_limit' | 'year_limit'): Promise<bigint | null> => {
        const found = allowances.find(({ refusedAs }) => refusedAs === limit);
        return found ? spentOf(ledger, found) : null;
      };
      const [dayMinor, yearMinor] = await Promise.all([of('day_limit'), of('year_limit')]);
      return { dayMinor, yearMinor };
    },
    async flow(purse) {
      const [found] = await ledger.lookupAccounts([purseAccount(purse)]);
      return { inMinor: found?.creditsPosted ?? 0n, outMinor: found?.debitsPosted ?? 0n };
    },
    async purses(purses) {
      const found = await ledger.lookupAccounts(purses.map(purseAccount));
      const left = new Map(
        found.map((one) => [one.id, one.creditsPosted - one.debitsPosted - one.debitsPending]),
      );
      return new Map(
        purses.flatMap((purse) => {
          const amountMinor = left.get(purseAccount(purse));
          return amountMinor === undefined ? [] : [[purse, amountMinor]];
        }),
      );
    },
  };
}
