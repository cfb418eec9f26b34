import { accountFlags as A, type NewAccount } from '../model/account.ts';
import { amountMax, transferFlags as F, type NewTransfer } from '../model/transfer.ts';
import type { Dice } from './dice.ts';
import type { Profile } from './profile.ts';

/** What a caller asks of a ledger, as often as it takes. */
export type Request =
  | { readonly kind: 'transfers'; readonly events: readonly NewTransfer[] }
  | { readonly kind: 'accounts'; readonly events: readonly NewAccount[] }
  | { readonly kind: 'look'; readonly ids: readonly bigint[] };

/** The accounts that money moves between; the same id always has the same fields. */
const usualIds: readonly bigint[] = [1n, 2n, 3n, 4n, 5n, 6n, 2n ** 127n, 8n, 9n, 10n, 11n];
const firstAccounts = 9;
const unusualIds: readonly bigint[] = [0n, 999n, amountMax];
const flagsByNumber = [0, A.debitsMustNotExceedCredits, A.creditsMustNotExceedDebits, A.history, 0];
const largeAmounts = [2n ** 127n, 2n ** 127n - 1n, 2n ** 126n, 2n ** 126n + 2n ** 125n, 1n];
const oddAmounts = [0n, amountMax, 2n ** 64n, 2n ** 32n - 1n, 2n ** 96n + 7n];
const timeouts = [0, 0, 1, 30, 3_600, 20 * 86_400, 2 ** 32 - 1];
/** What is wrong whatever there is in the ledger. */
const blunders: readonly Partial<NewTransfer>[] = [
  ...[
    { id: 0n },
    { id: amountMax },
    { code: 0 },
    { flags: 2 ** 15 },
    { ledger: 0 },
    { ledger: 3 },
    { pendingId: 999n },
  ],
  ...[{ flags: F.postPendingTransfer | F.voidPendingTransfer }, { flags: F.closingDebit }, { timeout: 5 }],
  ...[
    { flags: F.postPendingTransfer, pendingId: 0n },
    { flags: F.voidPendingTransfer, pendingId: amountMax },
  ],
  ...[{ creditAccountId: 8n }, { debitAccountId: 8n }, { creditAccountId: 11n }],
];
/** Accounts with ids from here on fill pages, and no money ever reaches them. */
const fillerFrom = 2n ** 100n;

/** Whether an account is there only to fill pages. */
export function isFiller(id: bigint): boolean {
  return id >= fillerFrom && id < 2n * fillerFrom;
}

/** Draws what callers ask, out of what they asked before. */
export class Requests {
  readonly #profile: Profile;
  #events: NewTransfer[] = [];
  #pendingIds: bigint[] = [];

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  /** The accounts that are there from the beginning, if it is asked for often enough. */
  first(): Request {
    return { kind: 'accounts', events: usualIds.slice(0, firstAccounts).map(usualAccount) };
  }

  /** What is asked in the so many-th step. */
  next(dice: Dice, step: number): Request {
    if (dice.chance(0.15)) return { kind: 'look', ids: usualIds.filter(() => dice.chance(0.5)) };
    if (dice.chance(0.08)) return { kind: 'accounts', events: this.#accounts(dice, step) };
    const count = 1 + dice.below(this.#profile.mostInBatch);
    const events = Array.from({ length: count }, (_, k) => this.#transfer(dice, this.#freshId(step, k)));
    const last = events.at(-1)!;
    if (!this.#isOdd(dice)) events[count - 1] = { ...last, flags: (last.flags ?? 0) & ~F.linked };
    this.#events.push(...events);
    return { kind: 'transfers', events };
  }

  #accounts(dice: Dice, step: number): readonly NewAccount[] {
    const fillers = Array.from({ length: this.#profile.fillers }, (_, k) => ({
      ...{ id: fillerFrom + BigInt(step * 10_000 + k), ledger: 1, code: 9 },
    }));
    return [...fillers, ...[dice.pick(usualIds), dice.pick(usualIds)].map(usualAccount)];
  }

  #transfer(dice: Dice, id: bigint): NewTransfer {
    if (dice.chance(this.#profile.againShare) && this.#events.length > 0) return this.#again(dice);
    const linked = dice.chance(0.15) ? F.linked : 0;
    const event =
      dice.chance(this.#profile.settleShare) && this.#pendingIds.length > 0
        ? this.#settle(dice, { id, flags: linked })
        : this.#move(dice, { id, flags: linked });
    return this.#isOdd(dice) ? { ...event, ...dice.pick(blunders) } : event;
  }

  /** Hears of a transfer that was made. */
  made({ id, flags = 0 }: NewTransfer): void {
    if (flags & F.pending || this.#pendingIds.length === 0) this.#pendingIds.push(id);
  }

  /** An earlier event once more, perhaps with one thing changed. */
  #again(dice: Dice): NewTransfer {
    const late = this.#events.slice(-30);
    const event = dice.pick(dice.chance(0.5) ? this.#events : late);
    if (dice.chance(0.7)) return event;
    return {
      ...event,
      ...dice.pick<Partial<NewTransfer>>([
        ...[{ amount: 7n }, { code: 3 }, { ledger: 2 }, { userData128: 8n }, { timeout: 9 }],
        ...[{ pendingId: 5n }, { debitAccountId: 3n }, { creditAccountId: 4n }, { flags: F.pending }],
        ...[{ userData64: 4n }, { userData32: 4 }],
      ]),
    };
  }

  #settle(dice: Dice, { id, flags }: { readonly id: bigint; readonly flags: number }): NewTransfer {
    const pendingId = this.#isOdd(dice)
      ? id
      : dice.pick(dice.chance(0.2) ? this.#pendingIds : this.#pendingIds.slice(-8));
    const isPost = dice.chance(0.6);
    return {
      ...{ id, pendingId, flags: flags | (isPost ? F.postPendingTransfer : F.voidPendingTransfer) },
      amount: dice.chance(0.7) ? (isPost ? amountMax : 0n) : BigInt(dice.below(60)),
      ...(dice.chance(0.1) && { userData128: 9n }),
      ...(dice.chance(0.05) && { code: 2 }),
    };
  }

  #move(dice: Dice, { id, flags }: { readonly id: bigint; readonly flags: number }): NewTransfer {
    const pending = dice.chance(0.4) ? F.pending : 0;
    const balancing = dice.chance(0.12) ? dice.pick([F.balancingDebit, F.balancingCredit]) : 0;
    const closing = pending && dice.chance(0.03) ? dice.pick([F.closingDebit, F.closingCredit]) : 0;
    const [debit, credit] = this.#isOdd(dice) ? this.#oddPair(dice) : this.#pair(dice);
    return {
      ...{ id, debitAccountId: debit, creditAccountId: credit, amount: this.#amount(dice) },
      ...{ ledger: 1, code: 1, flags: flags | pending | balancing | closing },
      ...(pending && { timeout: dice.pick(timeouts) }),
      ...(dice.chance(0.1) && { userData64: 2n ** 64n - 1n, userData32: dice.below(9) }),
    };
  }

  #isOdd(dice: Dice): boolean {
    return dice.chance(this.#profile.oddShare);
  }

  #pair(dice: Dice): readonly [bigint, bigint] {
    const debit = dice.below(firstAccounts);
    return [usualIds[debit]!, usualIds[(debit + 1 + dice.below(firstAccounts - 1)) % firstAccounts]!];
  }

  #oddPair(dice: Dice): readonly [bigint, bigint] {
    return [dice.pick([...usualIds, ...unusualIds]), dice.pick([...usualIds, ...unusualIds])];
  }

  #amount(dice: Dice): bigint {
    if (dice.chance(this.#profile.largeShare)) return dice.pick(largeAmounts);
    return this.#isOdd(dice) ? dice.pick(oddAmounts) : BigInt(dice.below(200));
  }

  /** Ids rise with time, as UUIDv7 do, or lie anywhere. */
  #freshId(step: number, k: number): bigint {
    const id = BigInt(1000 + step * 100 + k);
    return this.#profile.areIdsRising ? id : (id * 0x9e3779b97f4a7c15f39cc0605cedc835n) & (2n ** 127n - 1n);
  }
}

function usualAccount(id: bigint): NewAccount {
  return { id, ledger: id === 11n ? 2 : 1, code: 1, flags: flagsByNumber[Number(id % 5n)]! };
}
