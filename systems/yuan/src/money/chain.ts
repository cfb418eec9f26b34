import { type NewTransfer, transferFlags } from '@finharbor/ledger';
import type { Limits } from '../scheme/limits.ts';
import {
  allowancePool,
  gaugeAccount,
  gaugeCounter,
  type MovementId,
  numberOfMovement,
  onceAccount,
  onceOf,
  transferOf,
  type WalletId,
  walletAccount,
} from './ids.ts';
import { ledgers, transferCodes } from './numbers.ts';

/** A movement of money as its sender numbers it. */
export type Movement = { readonly id: MovementId; readonly amountMinor: bigint };

/** A wallet and what it may do now. */
export type WalletTerms = { readonly wallet: WalletId; readonly limits: Limits };

/** One transfer of a movement and what it means where the ledger refuses this very one. */
export type Link = { readonly transfer: NewTransfer; readonly refusedAs: LinkRefusal };
/** Why a link is refused; `impossible` says that the books themselves would be wrong. */
export type LinkRefusal =
  | 'insufficient_funds'
  | 'day_limit'
  | 'year_limit'
  | 'wallet_full'
  | 'over_refunded'
  /** The purse does not hold that much. */
  | 'purse_spent'
  /** What may come about once has come about by another movement: an order is paid, a prize is taken. */
  | 'done_before'
  | 'impossible';

type Money = {
  /** Which money of the movement: the first is 'money', as whether it exists says whether the movement was made. */
  readonly part?: string;
  readonly flags?: number;
  readonly debit: bigint;
  readonly credit: bigint;
  readonly code: number;
  readonly refusedAs: LinkRefusal;
};

/** From how many sources a movement's money can come: a wallet's own and eight purses. */
export const mostSources = 9;

/** The name of the money that comes from the nth source of a payment: its own wallet first, then purses in their order. */
export function moneyPart(at: number): string {
  return at === 0 ? 'money' : `money ${at}`;
}

/** A link that moves the money itself; one of them is always the first of a chain. */
export function moneyLink(
  { id, amountMinor }: Movement,
  { part = 'money', flags = 0, debit, credit, code, refusedAs }: Money,
): Link {
  return {
    refusedAs,
    transfer: {
      id: transferOf(id, part),
      flags,
      userData128: numberOfMovement(id),
      debitAccountId: debit,
      creditAccountId: credit,
      amount: amountMinor,
      ledger: ledgers.money,
      code,
    },
  };
}

type ForPurses = {
  /** The account of the wallet whose money under a purpose it is. */
  readonly payer: bigint;
  readonly payee: bigint;
  readonly kind: 'paid' | 'refunded';
};

/** The number of what says who paid out of purses. */
export function payerId(movement: MovementId): bigint {
  return transferOf(movement, 'payer');
}

/** Says in the ledger whose payment it is where money comes from purses, or goes back into them: in the wallet itself nothing moves. */
export function payerLink({ id, amountMinor }: Movement, { payer, payee, kind }: ForPurses): Link {
  const isPaid = kind === 'paid';
  return {
    refusedAs: 'impossible',
    transfer: {
      id: payerId(id),
      userData128: numberOfMovement(id),
      userData64: amountMinor,
      debitAccountId: isPaid ? payer : payee,
      creditAccountId: isPaid ? payee : payer,
      amount: 0n,
      ledger: ledgers.money,
      code: isPaid ? transferCodes.purposePaid : transferCodes.purposeRefunded,
    },
  };
}

/** Sees to it that something comes about once, whoever asks for it and under whichever number; the ledger keeps which movement it was. */
export function onceLink({ id }: Pick<Movement, 'id'>, what: string): Link {
  return {
    refusedAs: 'done_before',
    transfer: {
      id: onceOf(what),
      debitAccountId: allowancePool,
      creditAccountId: onceAccount,
      amount: 1n,
      ledger: ledgers.allowance,
      code: transferCodes.once,
      userData128: numberOfMovement(id),
    },
  };
}

/** The number of what takes a movement from an allowance. */
export function spendId(movement: MovementId, account: bigint): bigint {
  return transferOf(movement, `spend ${account}`);
}

/** Takes a payment from an allowance. */
export function spendLink(
  { id, amountMinor }: Movement,
  { account, refusedAs }: { readonly account: bigint; readonly refusedAs: LinkRefusal },
): Link {
  return {
    refusedAs,
    transfer: {
      id: spendId(id, account),
      debitAccountId: account,
      creditAccountId: allowancePool,
      amount: amountMinor,
      ledger: ledgers.allowance,
      code: transferCodes.spend,
    },
  };
}

/**
 * Holds what is in a wallet against its limit, and leaves all as it was: the gauge is filled to the limit, takes in all that the wallet
 * has, which it refuses where that is more, gives it back and is emptied. Nothing has to be kept up to date when limits change.
 */
export function gaugeLinks({ id }: Pick<Movement, 'id'>, { wallet, limits }: WalletTerms): readonly Link[] {
  const most = limits.balanceMinor;
  if (most === null) return [];
  const common = { ledger: ledgers.money, code: transferCodes.gauge };
  const between = (debitAccountId: bigint, creditAccountId: bigint) => ({ debitAccountId, creditAccountId });
  const taken = transferOf(id, 'gauge taken');
  const { pending, balancingDebit, voidPendingTransfer } = transferFlags;
  const transfers: readonly NewTransfer[] = [
    { ...common, id: transferOf(id, 'gauge filled'), ...between(gaugeAccount, gaugeCounter), amount: most },
    {
      ...common,
      ...between(walletAccount(wallet), gaugeAccount),
      id: taken,
      amount: most + 1n,
      flags: pending | balancingDebit,
    },
    {
      ...common,
      id: transferOf(id, 'gauge given back'),
      pendingId: taken,
      amount: 0n,
      flags: voidPendingTransfer,
    },
    { ...common, id: transferOf(id, 'gauge emptied'), ...between(gaugeCounter, gaugeAccount), amount: most },
  ];
  return transfers.map((transfer) => ({
    transfer,
    refusedAs: transfer.id === taken ? 'wallet_full' : 'impossible',
  }));
}

/** A chain as the ledger takes it: it comes about as a whole or not at all. */
export function linked(links: readonly Link[]): readonly NewTransfer[] {
  return links.map(({ transfer }, at) =>
    at === links.length - 1 ? transfer : { ...transfer, flags: (transfer.flags ?? 0) | transferFlags.linked },
  );
}
