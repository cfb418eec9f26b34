/** An order that one payment settles through all tiers of its supply chain, as it is kept. */
export type ChainOrder = {
  readonly id: string;
  /** The wallet of whoever pays in the end. */
  readonly buyer: string;
  readonly title: string;
  /** `paying`: the payment was asked for, and the legs are what they are. */
  readonly state: (typeof chainStates)[number];
  readonly payment: string | null;
  readonly madeAtMs: number;
  readonly dueAtMs: number;
  readonly paidAtMs: number | null;
};

export const chainStates = ['open', 'paying', 'paid', 'cancelled'] as const;

/** What one tier passes on to the next of what comes to it. */
export type ChainLeg = {
  readonly id: string;
  readonly order: string;
  /** The leg that brings its payer the money; null where the buyer pays. */
  readonly above: string | null;
  /** From 1, which the buyer pays. */
  readonly tier: number;
  readonly payer: string;
  readonly payee: string;
  readonly amountMinor: bigint;
  readonly goods: string;
  /** Who pays has proposed it; the other side agrees once its own suppliers have, or declines. */
  readonly state: (typeof legStates)[number];
  readonly madeAtMs: number;
};

export const legStates = ['proposed', 'agreed', 'declined'] as const;

/** The most tiers of an order. */
export const mostTiers = 8;

/** What comes about once where an order is paid. */
export function onceForChain(order: string): string {
  return `chain order ${order}`;
}

/** The legs that count, each after the one that brings its payer the money. */
export function inOrder(legs: readonly ChainLeg[]): readonly ChainLeg[] {
  return legs
    .filter(({ state }) => state !== 'declined')
    .toSorted((one, other) => one.tier - other.tier || (one.id < other.id ? -1 : 1));
}

/** Legs of an order by what is not in the way of paying it: undefined where all is agreed, else why not. */
export function unready(legs: readonly ChainLeg[]): 'no_legs' | 'not_agreed' | undefined {
  const counted = inOrder(legs);
  if (counted.length === 0) return 'no_legs';
  return counted.every(({ state }) => state === 'agreed') ? undefined : 'not_agreed';
}

/** What the payee of a leg keeps of it. */
export function marginOf(leg: ChainLeg, legs: readonly ChainLeg[]): bigint {
  return inOrder(legs)
    .filter(({ above }) => above === leg.id)
    .reduce((rest, { amountMinor }) => rest - amountMinor, leg.amountMinor);
}

/** A leg and all that hang on it. */
export function withBelow(leg: string, legs: readonly ChainLeg[]): readonly string[] {
  const below = legs.filter(({ above }) => above === leg);
  return [leg, ...below.flatMap(({ id }) => withBelow(id, legs))];
}
