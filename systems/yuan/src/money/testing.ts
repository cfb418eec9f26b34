import { dayOf, type Limits } from '../scheme/limits.ts';
import type { MovementId, PurseId, WalletId } from './ids.ts';
import type { Outcome, Refusal } from './outcome.ts';

/** Where money is in the model: in a wallet or in a purse. */
export type Place = { readonly wallet: WalletId } | { readonly purse: PurseId };

/** What a movement of the model is of: a payment, a refund of one, money from or to the bank, or out of a purse. */
export type Move =
  | {
      readonly kind: 'pay';
      readonly from: readonly WalletId[];
      readonly to: Place;
      readonly amountMinor: bigint;
      readonly purses: readonly { readonly purse: PurseId; readonly amountMinor: bigint }[];
      readonly once: readonly string[];
    }
  | { readonly kind: 'top_up' | 'redeem'; readonly wallet: WalletId; readonly amountMinor: bigint }
  | { readonly kind: 'refund'; readonly payment: MovementId; readonly amountMinor: bigint }
  | {
      readonly kind: 'release';
      readonly purse: PurseId;
      readonly to: Place;
      readonly amountMinor: bigint | 'rest';
      readonly once: readonly string[];
      readonly isReturn: boolean;
    };
type Pay = Extract<Move, { kind: 'pay' }>;

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
  readonly purses: Map<PurseId, bigint> = new Map();
  readonly setAside: Map<MovementId, { readonly wallet: WalletId; readonly amountMinor: bigint }> = new Map();
  readonly #made = new Map<MovementId, Made>();
  readonly #spent = new Map<string, bigint>();
  /** What of each source of a payment has gone back. */
  readonly #refunded = new Map<MovementId, bigint[]>();
  readonly #once = new Set<string>();
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
    else this.#add({ wallet }, amountMinor);
  }

  #refusal(move: Move, atMs: number): Refusal | undefined {
    switch (move.kind) {
      case 'top_up':
        if (move.amountMinor > this.vaultMinor) return 'insufficient_funds';
        return this.#isFull(move, move.amountMinor) ? 'wallet_full' : undefined;
      case 'redeem':
        return move.amountMinor > this.#of(move) ? 'insufficient_funds' : undefined;
      case 'refund': {
        const paid = this.#paid(move.payment);
        if (!paid || 'purse' in paid.to) return 'no_such_movement';
        if (!this.#sharesOf(move)) return 'over_refunded';
        return move.amountMinor > this.#of(paid.to) ? 'insufficient_funds' : undefined;
      }
      case 'release': {
        if (isSame(move, move.to)) return 'same_wallet';
        const amountMinor = this.#released(move);
        if (amountMinor > this.#of(move)) return 'purse_spent';
        if (move.once.some((what) => this.#once.has(what))) return 'done_before';
        return !move.isReturn && this.#isFull(move.to, amountMinor) ? 'wallet_full' : undefined;
      }
      case 'pay':
        return this.#payRefusal(move, atMs);
    }
  }

  #payRefusal(move: Pay, atMs: number): Refusal | undefined {
    const { from, to, amountMinor, purses, once } = move;
    const own = ownOf(move);
    if ([{ wallet: from[0]! }, ...purses].some((source) => isSame(source, to))) return 'same_wallet';
    if (from.some((wallet) => exceeds(own, this.#limits(wallet).singleMinor))) return 'single_limit';
    if (own > this.#of({ wallet: from[0]! })) return 'insufficient_funds';
    if (purses.some((one) => takenFrom(one, purses) > this.#of(one))) return 'purse_spent';
    if (once.some((what) => this.#once.has(what))) return 'done_before';
    for (const wallet of own === 0n ? [] : from) {
      const { dayMinor, yearMinor } = this.#limits(wallet);
      const [day, year] = periods(wallet, atMs).map((period) => this.#spent.get(period) ?? 0n);
      if (exceeds(day! + own, dayMinor)) return 'day_limit';
      if (exceeds(year! + own, yearMinor)) return 'year_limit';
    }
    return this.#isFull(to, amountMinor) ? 'wallet_full' : undefined;
  }

  #make(id: MovementId, move: Move, atMs: number): void {
    switch (move.kind) {
      case 'top_up':
        this.vaultMinor -= move.amountMinor;
        this.#add(move, move.amountMinor);
        break;
      case 'redeem':
        this.setAside.set(id, move);
        this.#add(move, -move.amountMinor);
        break;
      case 'refund':
        this.#giveBack(move);
        break;
      case 'release': {
        const amountMinor = this.#released(move);
        this.#add(move, -amountMinor);
        this.#add(move.to, amountMinor);
        for (const what of move.once) this.#once.add(what);
        break;
      }
      case 'pay':
        for (const period of move.from.flatMap((wallet) => periods(wallet, atMs)))
          this.#spent.set(period, (this.#spent.get(period) ?? 0n) + ownOf(move));
        for (const { place, amountMinor } of sourcesOf(move)) this.#add(place, -amountMinor);
        this.#add(move.to, move.amountMinor);
        for (const what of move.once) this.#once.add(what);
    }
  }

  #giveBack(move: Extract<Move, { kind: 'refund' }>): void {
    const paid = this.#paid(move.payment)!;
    const before = this.#refunded.get(move.payment) ?? [];
    const shares = this.#sharesOf(move)!;
    this.#refunded.set(
      move.payment,
      shares.map((share, at) => share + (before[at] ?? 0n)),
    );
    for (const [at, { place }] of sourcesOf(paid).entries()) this.#add(place, shares[at]!);
    this.#add(paid.to, -move.amountMinor);
  }

  /** What each source gets back, the first before the next; undefined where there is not that much left. */
  #sharesOf({ payment, amountMinor }: Extract<Move, { kind: 'refund' }>): readonly bigint[] | undefined {
    const before = this.#refunded.get(payment) ?? [];
    let missing = amountMinor;
    const shares = sourcesOf(this.#paid(payment)!).map((source, at) => {
      const left = source.amountMinor - (before[at] ?? 0n);
      const share = left < missing ? left : missing;
      missing -= share;
      return share;
    });
    return missing === 0n ? shares : undefined;
  }

  #paid(payment: MovementId): Pay | undefined {
    const made = this.#made.get(payment);
    return made?.move.kind === 'pay' && made.outcome.kind === 'done' ? made.move : undefined;
  }

  #released({ purse, amountMinor }: Extract<Move, { kind: 'release' }>): bigint {
    return amountMinor === 'rest' ? this.#of({ purse }) : amountMinor;
  }

  #of(place: Place): bigint {
    return ('purse' in place ? this.purses.get(place.purse) : this.balances.get(place.wallet)) ?? 0n;
  }

  #add(place: Place, amountMinor: bigint): void {
    const now = this.#of(place) + amountMinor;
    if ('purse' in place) this.purses.set(place.purse, now);
    else this.balances.set(place.wallet, now);
  }

  #isFull(place: Place, amountMinor: bigint): boolean {
    if ('purse' in place) return false;
    return exceeds(this.#of(place) + amountMinor, this.#limits(place.wallet).balanceMinor);
  }
}

function ownOf({ amountMinor, purses }: Pay): bigint {
  return purses.reduce((rest, one) => rest - one.amountMinor, amountMinor);
}

/** Where the money of a payment comes from, its own wallet first. */
function sourcesOf(move: Pay): readonly { readonly place: Place; readonly amountMinor: bigint }[] {
  const own = ownOf(move);
  return [
    ...(own === 0n ? [] : [{ place: { wallet: move.from[0]! }, amountMinor: own }]),
    ...move.purses.map(({ purse, amountMinor }) => ({ place: { purse }, amountMinor })),
  ];
}

function takenFrom({ purse }: { readonly purse: PurseId }, purses: Pay['purses']): bigint {
  return purses.reduce((sum, one) => (one.purse === purse ? sum + one.amountMinor : sum), 0n);
}

function isSame(one: Place, other: Place): boolean {
  return 'purse' in one
    ? 'purse' in other && one.purse === other.purse
    : 'wallet' in other && one.wallet === other.wallet;
}

function exceeds(amountMinor: bigint, limitMinor: bigint | null): boolean {
  return limitMinor !== null && amountMinor > limitMinor;
}

function periods(wallet: WalletId, atMs: number): readonly string[] {
  const day = dayOf(atMs);
  return [`${wallet} ${day}`, `${wallet} ${day.slice(0, 4)}`];
}
