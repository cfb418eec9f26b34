import type { NewAccount } from '../model/account.ts';
import { accountFlags as A } from '../model/account.ts';
import type { AccountBalance } from '../model/query.ts';
import {
  type CreateTransferStatus,
  createTransferStatus as status,
  transientStatuses,
} from '../model/status.ts';
import { amountMax, transferFlags as F, type NewTransfer } from '../model/transfer.ts';

/** An account as it stands; sums are in the smallest unit. */
export type ModelAccount = {
  readonly id: bigint;
  readonly ledger: number;
  readonly debitsPending: bigint;
  readonly debitsPosted: bigint;
  readonly creditsPending: bigint;
  readonly creditsPosted: bigint;
  readonly flags: number;
};
export type ModelTransfer = Required<NewTransfer> & {
  readonly timestamp: bigint;
  readonly fate?: 'pending' | 'posted' | 'voided' | 'expired';
};
type Sum = 'debitsPending' | 'debitsPosted' | 'creditsPending' | 'creditsPosted';
type Name = CreateTransferStatus;

const maximum = 2n ** 128n;
const blank = {
  debitAccountId: 0n,
  creditAccountId: 0n,
  pendingId: 0n,
  userData128: 0n,
  userData64: 0n,
  userData32: 0,
  timeout: 0,
  ledger: 0,
  code: 0,
  flags: 0,
};
const resolving = F.postPendingTransfer | F.voidPendingTransfer;

/** What the ledger promises, in as few lines as it can be said: no speed, no storage, immutable values, so that a chain is undone by forgetting. */
export class Model {
  accounts: ReadonlyMap<bigint, ModelAccount> = new Map();
  transfers: ReadonlyMap<bigint, ModelTransfer> = new Map();
  spent: ReadonlySet<bigint> = new Set();
  /** How accounts with the flag `history` stood after each of their transfers. */
  balances: ReadonlyMap<bigint, readonly AccountBalance[]> = new Map();
  #now = 0n;

  createAccount({ id, ledger, flags = 0 }: NewAccount, nowNs: bigint): void {
    this.#now = (nowNs > this.#now ? nowNs : this.#now) + 1n;
    const sums = { debitsPending: 0n, debitsPosted: 0n, creditsPending: 0n, creditsPosted: 0n };
    this.accounts = new Map(this.accounts).set(id, { id, ledger, ...sums, flags });
  }

  createTransfers(events: readonly NewTransfer[], nowNs: bigint): readonly Name[] {
    this.#now = nowNs > this.#now ? nowNs : this.#now;
    this.#expire();
    const names: Name[] = [];
    let start = -1;
    let broken = false;
    let before = this.#all();
    for (const [k, event] of events.entries()) {
      const linked = ((event.flags ?? 0) & F.linked) !== 0;
      this.#now += 1n;
      if (linked && start < 0) {
        [start, broken] = [k, false];
        before = this.#all();
      }
      names[k] =
        linked && k === events.length - 1
          ? 'linkedEventChainOpen'
          : broken && start >= 0
            ? 'linkedEventFailed'
            : this.#create({ ...blank, ...event });
      if (names[k] === 'created') this.#remember(this.transfers.get(event.id)!);
      if (names[k] !== 'created' && start >= 0 && !broken) {
        Object.assign(this, before);
        names.fill('linkedEventFailed', start, k);
        broken = true;
      }
      if (transientStatuses.has(status[names[k]!])) this.spent = new Set(this.spent).add(event.id);
      if (!linked) start = -1;
    }
    return names;
  }

  #all(): Pick<Model, 'accounts' | 'transfers' | 'spent' | 'balances'> {
    const { accounts, transfers, spent, balances } = this;
    return { accounts, transfers, spent, balances };
  }

  #remember({ debitAccountId, creditAccountId, timestamp }: ModelTransfer): void {
    for (const accountId of [debitAccountId, creditAccountId]) {
      const { id, ledger: _, flags, ...sums } = this.accounts.get(accountId)!;
      const earlier = this.balances.get(id) ?? [];
      if (flags & A.history)
        this.balances = new Map(this.balances).set(id, [...earlier, { ...sums, timestamp }]);
    }
  }

  #expire(): void {
    const due = [...this.transfers.values()].filter(
      (one) => one.fate === 'pending' && one.timeout > 0 && expiry(one) <= this.#now,
    );
    for (const one of due.toSorted((a, b) => Number(expiry(a) - expiry(b) || a.timestamp - b.timestamp))) {
      this.#now += 1n;
      this.#release(one, 'expired');
    }
  }

  #create(t: Required<NewTransfer>): Name {
    if ((t.flags & ~0xff) !== 0) return 'reservedFlag';
    if (t.id === 0n) return 'idMustNotBeZero';
    if (t.id === maximum - 1n) return 'idMustNotBeIntMax';
    const made = this.transfers.get(t.id);
    if (made) return this.#exists(t, made);
    if (this.spent.has(t.id)) return 'idAlreadyFailed';
    return (t.flags & resolving) !== 0 ? this.#settle(t) : this.#move(t);
  }

  #exists(t: Required<NewTransfer>, made: ModelTransfer): Name {
    if (t.flags !== made.flags) return 'existsWithDifferentFlags';
    if (t.pendingId !== made.pendingId) return 'existsWithDifferentPendingId';
    if (t.timeout !== made.timeout) return 'existsWithDifferentTimeout';
    const full = (t.flags & resolving) !== 0 ? filled(t, this.transfers.get(made.pendingId)!) : t;
    if (full.debitAccountId !== made.debitAccountId) return 'existsWithDifferentDebitAccountId';
    if (full.creditAccountId !== made.creditAccountId) return 'existsWithDifferentCreditAccountId';
    const balancing = (t.flags & (F.balancingDebit | F.balancingCredit)) !== 0;
    if (balancing ? full.amount < made.amount : full.amount !== made.amount)
      return 'existsWithDifferentAmount';
    if (full.userData128 !== made.userData128) return 'existsWithDifferentUserData128';
    if (full.userData64 !== made.userData64) return 'existsWithDifferentUserData64';
    if (full.userData32 !== made.userData32) return 'existsWithDifferentUserData32';
    if (full.ledger !== made.ledger) return 'existsWithDifferentLedger';
    return full.code === made.code ? 'exists' : 'existsWithDifferentCode';
  }

  #move(t: Required<NewTransfer>): Name {
    const pending = (t.flags & F.pending) !== 0;
    if (t.debitAccountId === 0n) return 'debitAccountIdMustNotBeZero';
    if (t.debitAccountId === maximum - 1n) return 'debitAccountIdMustNotBeIntMax';
    if (t.creditAccountId === 0n) return 'creditAccountIdMustNotBeZero';
    if (t.creditAccountId === maximum - 1n) return 'creditAccountIdMustNotBeIntMax';
    if (t.debitAccountId === t.creditAccountId) return 'accountsMustBeDifferent';
    if (t.pendingId !== 0n) return 'pendingIdMustBeZero';
    if (!pending && t.timeout !== 0) return 'timeoutReservedForPendingTransfer';
    if (!pending && (t.flags & (F.closingDebit | F.closingCredit)) !== 0)
      return 'closingTransferMustBePending';
    if (t.ledger === 0) return 'ledgerMustNotBeZero';
    if (t.code === 0) return 'codeMustNotBeZero';
    const [debit, credit] = [this.accounts.get(t.debitAccountId), this.accounts.get(t.creditAccountId)];
    if (!debit) return 'debitAccountNotFound';
    if (!credit) return 'creditAccountNotFound';
    if (debit.ledger !== credit.ledger) return 'accountsMustHaveTheSameLedger';
    if (t.ledger !== debit.ledger) return 'transferMustHaveTheSameLedgerAsAccounts';
    if (debit.flags & A.closed) return 'debitAccountAlreadyClosed';
    if (credit.flags & A.closed) return 'creditAccountAlreadyClosed';
    let { amount } = t;
    if (t.flags & F.balancingDebit)
      amount = least(amount, debit.creditsPosted - debit.debitsPosted - debit.debitsPending);
    if (t.flags & F.balancingCredit)
      amount = least(amount, credit.debitsPosted - credit.creditsPosted - credit.creditsPending);
    if (pending && debit.debitsPending + amount >= maximum) return 'overflowsDebitsPending';
    if (pending && credit.creditsPending + amount >= maximum) return 'overflowsCreditsPending';
    if (debit.debitsPosted + amount >= maximum) return 'overflowsDebitsPosted';
    if (credit.creditsPosted + amount >= maximum) return 'overflowsCreditsPosted';
    const debits = debit.debitsPending + debit.debitsPosted + amount;
    const credits = credit.creditsPending + credit.creditsPosted + amount;
    if (debits >= maximum) return 'overflowsDebits';
    if (credits >= maximum) return 'overflowsCredits';
    if (t.timeout > 0 && this.#now + BigInt(t.timeout) * 10n ** 9n >= 2n ** 63n) return 'overflowsTimeout';
    if (debit.flags & A.debitsMustNotExceedCredits && debits > debit.creditsPosted) return 'exceedsCredits';
    if (credit.flags & A.creditsMustNotExceedDebits && credits > credit.debitsPosted) return 'exceedsDebits';
    this.#keep({ ...t, amount, timestamp: this.#now, ...(pending && { fate: 'pending' }) });
    this.#add(debit.id, pending ? 'debitsPending' : 'debitsPosted', amount);
    this.#add(credit.id, pending ? 'creditsPending' : 'creditsPosted', amount);
    if (t.flags & F.closingDebit) this.#close(debit.id, true);
    if (t.flags & F.closingCredit) this.#close(credit.id, true);
    return 'created';
  }

  #settle(t: Required<NewTransfer>): Name {
    const others = F.pending | F.balancingDebit | F.balancingCredit | F.closingDebit | F.closingCredit;
    if ((t.flags & resolving) === resolving || (t.flags & others) !== 0) return 'flagsAreMutuallyExclusive';
    if (t.pendingId === 0n) return 'pendingIdMustNotBeZero';
    if (t.pendingId === maximum - 1n) return 'pendingIdMustNotBeIntMax';
    if (t.pendingId === t.id) return 'pendingIdMustBeDifferent';
    if (t.timeout !== 0) return 'timeoutReservedForPendingTransfer';
    const p = this.transfers.get(t.pendingId);
    if (!p) return 'pendingTransferNotFound';
    if (!p.fate) return 'pendingTransferNotPending';
    const full = filled(t, p);
    if (full.debitAccountId !== p.debitAccountId) return 'pendingTransferHasDifferentDebitAccountId';
    if (full.creditAccountId !== p.creditAccountId) return 'pendingTransferHasDifferentCreditAccountId';
    if (full.ledger !== p.ledger) return 'pendingTransferHasDifferentLedger';
    if (full.code !== p.code) return 'pendingTransferHasDifferentCode';
    if (full.amount > p.amount) return 'exceedsPendingTransferAmount';
    const post = (t.flags & F.postPendingTransfer) !== 0;
    if (!post && full.amount !== p.amount) return 'pendingTransferHasDifferentAmount';
    if (p.fate === 'posted') return 'pendingTransferAlreadyPosted';
    if (p.fate === 'voided') return 'pendingTransferAlreadyVoided';
    if (p.fate === 'expired' || (p.timeout > 0 && expiry(p) <= this.#now)) return 'pendingTransferExpired';
    if (post && this.accounts.get(p.debitAccountId)!.flags & A.closed) return 'debitAccountAlreadyClosed';
    if (post && this.accounts.get(p.creditAccountId)!.flags & A.closed) return 'creditAccountAlreadyClosed';
    this.#release(p, post ? 'posted' : 'voided');
    this.#keep({ ...full, timestamp: this.#now });
    if (post) this.#add(p.debitAccountId, 'debitsPosted', full.amount);
    if (post) this.#add(p.creditAccountId, 'creditsPosted', full.amount);
    return 'created';
  }

  #release(p: ModelTransfer, fate: 'posted' | 'voided' | 'expired'): void {
    this.#keep({ ...p, fate });
    this.#add(p.debitAccountId, 'debitsPending', -p.amount);
    this.#add(p.creditAccountId, 'creditsPending', -p.amount);
    if (fate !== 'posted' && p.flags & F.closingDebit) this.#close(p.debitAccountId, false);
    if (fate !== 'posted' && p.flags & F.closingCredit) this.#close(p.creditAccountId, false);
  }

  #keep(t: ModelTransfer): void {
    this.transfers = new Map(this.transfers).set(t.id, t);
  }

  #add(id: bigint, sum: Sum, amount: bigint): void {
    const account = this.accounts.get(id)!;
    this.accounts = new Map(this.accounts).set(id, { ...account, [sum]: account[sum] + amount });
  }

  #close(id: bigint, closed: boolean): void {
    const account = this.accounts.get(id)!;
    const flags = closed ? account.flags | A.closed : account.flags & ~A.closed;
    this.accounts = new Map(this.accounts).set(id, { ...account, flags });
  }
}

function expiry({ timestamp, timeout }: ModelTransfer): bigint {
  return timestamp + BigInt(timeout) * 10n ** 9n;
}

/** What a transfer that settles another leaves out, taken from that other. */
function filled(t: Required<NewTransfer>, p: ModelTransfer): Required<NewTransfer> {
  const isVoid = (t.flags & F.voidPendingTransfer) !== 0;
  const whole = isVoid ? t.amount === 0n : t.amount === amountMax;
  return {
    ...t,
    amount: whole ? p.amount : t.amount,
    debitAccountId: t.debitAccountId || p.debitAccountId,
    creditAccountId: t.creditAccountId || p.creditAccountId,
    userData128: t.userData128 || p.userData128,
    userData64: t.userData64 || p.userData64,
    userData32: t.userData32 || p.userData32,
    ledger: t.ledger || p.ledger,
    code: t.code || p.code,
  };
}

function least(amount: bigint, room: bigint): bigint {
  const most = room > 0n ? room : 0n;
  return amount < most ? amount : most;
}
