import { dayOf, type Limits } from '../scheme/limits.ts';
import type { MovementId, WalletId } from './ids.ts';
import type { Outcome, Refusal } from './outcome.ts';

/** What a movement of the model is of: a payment, a refund of one, money from or to the bank. */
export type Move =
  | {
      readonly kind: 'pay';
      readonly from: readonly WalletId[];
      readonly to: WalletId;
      readonly amountMinor: bigint;
    }
  | { readonly kind: 'top_up' | 'redeem'; readonly wallet: WalletId; readonly amountMinor: bigint }
  | { readonly kind: 'refund'; readonly payment: MovementId; readonly amountMinor: bigint };

/** Nothing was asked of the ledger, which therefore remembers nothing. */
const refusedAtTheDoor = new Set<Refusal | undefined>([
  'single_limit',
  'same_wallet',
  'no_such_movement',
  'over_refunded',
]);

type Made = { readonly move: Move; readonly outcome: Pick<Outcome, 'kind'> & { reason?: Refusal } };

/**
 * The scheme as somebody would keep it in a notebook, without a ledger: sums in plain numbers, each rule in a line. What the till does is
 * held against it.
 */
export class Notebook {
  readonly balances: Map<WalletId, bigint> = new Map();
  readonly setAside: Map<MovementId, { readonly wallet: WalletId; readonly amountMinor: bigint }> = new Map();
  readonly #made = new Map<MovementId, Made>();
  readonly #spent = new Map<string, bigint>();
  readonly #refunded = new Map<MovementId, bigint>();
  readonly #limits: (wallet: WalletId) => Limits;
  vaultMinor: bigint;

  constructor(vaultMinor: bigint, limits: (wallet: WalletId) => Limits) {
    this.vaultMinor = vaultMinor;
    this.#limits = limits;
  }

  /** What must become of a movement asked for at a moment: `done`, or the reason why not. */
  ask(id: MovementId, move: Move, atMs: number): 'done' | Refusal {
    const earlier = this.#made.get(id);
    if (earlier?.outcome.kind === 'done') return 'done';
    if (earlier && !refusedAtTheDoor.has(earlier.outcome.reason)) return 'refused_before';
    const reason = this.#refusal(move, atMs);
    if (reason) {
      this.#made.set(id, { move, outcome: { kind: 'refused', reason } });
      return reason;
    }
    this.#make(id, move, atMs);
    this.#made.set(id, { move, outcome: { kind: 'done' } });
    return 'done';
  }

  /** The payments that were made. */
  payments(): readonly MovementId[] {
    return [...this.#made].flatMap(([id, { move, outcome }]) =>
      move.kind === 'pay' && outcome.kind === 'done' ? [id] : [],
    );
  }

  endRedemption(id: MovementId, how: 'sent' | 'rejected'): void {
    const { wallet, amountMinor } = this.setAside.get(id)!;
    this.setAside.delete(id);
    if (how === 'sent') this.vaultMinor += amountMinor;
    else this.#add(wallet, amountMinor);
  }

  #refusal(move: Move, atMs: number): Refusal | undefined {
    const { amountMinor } = move;
    switch (move.kind) {
      case 'top_up':
        if (amountMinor > this.vaultMinor) return 'insufficient_funds';
        return this.#isFull(move.wallet, amountMinor) ? 'wallet_full' : undefined;
      case 'redeem':
        return amountMinor > this.#of(move.wallet) ? 'insufficient_funds' : undefined;
      case 'refund': {
        const paid = this.#made.get(move.payment);
        if (paid?.move.kind !== 'pay' || paid.outcome.kind !== 'done') return 'no_such_movement';
        const before = this.#refunded.get(move.payment) ?? 0n;
        if (before + amountMinor > paid.move.amountMinor) return 'over_refunded';
        return amountMinor > this.#of(paid.move.to) ? 'insufficient_funds' : undefined;
      }
      case 'pay':
        return this.#payRefusal(move, atMs);
    }
  }

  #payRefusal({ from, to, amountMinor }: Extract<Move, { kind: 'pay' }>, atMs: number): Refusal | undefined {
    if (from[0] === to) return 'same_wallet';
    if (from.some((wallet) => exceeds(amountMinor, this.#limits(wallet).singleMinor))) return 'single_limit';
    if (amountMinor > this.#of(from[0]!)) return 'insufficient_funds';
    for (const wallet of from) {
      const { dayMinor, yearMinor } = this.#limits(wallet);
      const [day, year] = periods(wallet, atMs).map((period) => this.#spent.get(period) ?? 0n);
      if (exceeds(day! + amountMinor, dayMinor)) return 'day_limit';
      if (exceeds(year! + amountMinor, yearMinor)) return 'year_limit';
    }
    return this.#isFull(to, amountMinor) ? 'wallet_full' : undefined;
  }

  #make(id: MovementId, move: Move, atMs: number): void {
    const { amountMinor } = move;
    switch (move.kind) {
      case 'top_up':
        this.vaultMinor -= amountMinor;
        this.#add(move.wallet, amountMinor);
        break;
      case 'redeem':
        this.setAside.set(id, move);
        this.#add(move.wallet, -amountMinor);
        break;
      case 'refund': {
        const { from, to } = this.#made.get(move.payment)!.move as Extract<Move, { kind: 'pay' }>;
        this.#refunded.set(move.payment, (this.#refunded.get(move.payment) ?? 0n) + amountMinor);
        this.#add(to, -amountMinor);
        this.#add(from[0]!, amountMinor);
        break;
      }
      case 'pay':
        for (const period of move.from.flatMap((wallet) => periods(wallet, atMs)))
          this.#spent.set(period, (this.#spent.get(period) ?? 0n) + amountMinor);
        this.#add(move.from[0]!, -amountMinor);
        this.#add(move.to, amountMinor);
    }
  }

  #of(wallet: WalletId): bigint {
    return this.balances.get(wallet) ?? 0n;
  }

  #add(wallet: WalletId, amountMinor: bigint): void {
    this.balances.set(wallet, this.#of(wallet) + amountMinor);
  }

  #isFull(wallet: WalletId, amountMinor: bigint): boolean {
    return exceeds(this.#of(wallet) + amountMinor, this.#limits(wallet).balanceMinor);
  }
}

function exceeds(amountMinor: bigint, limitMinor: bigint | null): boolean {
  return limitMinor !== null && amountMinor > limitMinor;
}

function periods(wallet: WalletId, atMs: number): readonly string[] {
  const day = dayOf(atMs);
  return [`${wallet} ${day}`, `${wallet} ${day.slice(0, 4)}`];
}
